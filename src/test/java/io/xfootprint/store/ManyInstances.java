// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.Statement;
import io.xfootprint.store.InstanceStore.StoredTotal;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/** Instances of one application, more than the three of which each write adds up all. */
final class ManyInstances implements AutoCloseable {

  static final int FEW = 3;
  static final int MANY = 6;

  private final TestTables tables;
  private final LocalDateTime hour;
  private final Random random = new Random(12);
  private final List<Member> fleet = new ArrayList<>();

  /** An instance that is a process of its own. */
  record Member(JdbcInstanceStore store, TestInstance instance) {

    StoredTotal write() throws Exception {
      return instance.write();
    }

    StoredTotal writeAndTidy() throws Exception {
      StoredTotal total = instance.write();
      store.tidy();
      return total;
    }

    Statement total() {
      return instance.total();
    }
  }

  ManyInstances(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
    hour = tables.now().toLocalDateTime().truncatedTo(ChronoUnit.HOURS).minusHours(3);
    for (int number = 1; number <= MANY; number++) {
      fleet.add(member(number, tables.connections()));
    }
  }

  TestTables tables() {
    return tables;
  }

  /** Returns an hour that is long over. */
  LocalDateTime hour() {
    return hour;
  }

  /** Returns all of them, to which others may be added. */
  List<Member> all() {
    return fleet;
  }

  Member first() {
    return fleet.get(0);
  }

  List<Member> others() {
    return fleet.subList(1, fleet.size());
  }

  /** Returns a process that has counted something and is not one of them yet. */
  Member member(long number, ConnectionSource connections) throws SQLException {
    return member(number, connections, "model-vm");
  }

  Member member(long number, ConnectionSource connections, String method) throws SQLException {
    JdbcInstanceStore store = tables.storeOfMany("shop", connections, FEW);
    Member member = new Member(store, new TestInstance(store, number, method));
    count(List.of(member));
    return member;
  }

  static Statement sum(Collection<Member> members) {
    return members.stream().map(Member::total).reduce(Statement.NONE, Statement::plus);
  }

  Statement sum() {
    return sum(fleet);
  }

  void count(Collection<Member> members) {
    members.forEach(
        member -> member.instance().count(hour, MadeUp.sums(random, "GET /a", "GET /b")));
  }

  void countInAll() {
    count(fleet);
  }

  /** Has some write and look after the shared sum, whose turn it is or not. */
  static void writeAndTidy(Collection<Member> members) throws Exception {
    for (Member member : members) {
      member.writeAndTidy();
    }
  }

  void writeAndTidy() throws Exception {
    writeAndTidy(fleet);
  }

  void makeSumDue() throws SQLException {
    tables.change("UPDATE xfootprint_sum SET announced_at = ?", tables.now().minusHours(1));
  }

  /** Returns the number of the last sum that was made. */
  long made() throws SQLException {
    return tables.number("SELECT made FROM xfootprint_sum");
  }

  static void assertTotal(Statement expected, StoredTotal told) {
    assertEquals(expected, told.books());
  }

  @Override
  public void close() throws SQLException {
    tables.close();
  }
}
