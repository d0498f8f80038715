// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.BreakingConnections;
import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database.CommitInDoubtException;
import io.xfootprint.database.Sql;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.database.WatchedConnections;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.store.InstanceStore.InstanceWrite;
import io.xfootprint.store.InstanceStore.StoredTotal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The total of more instances than each write adds up; here these are more than three. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SharedSumTest {

  private static final int FEW = 3;
  private static final int MANY = 6;
  private static final int THREADS = 8;
  private static final int WRITES = 40;

  private final TestTables tables;
  private final LocalDateTime hour;
  private final Random random = new Random(12);
  private final List<Member> fleet = new ArrayList<>();

  /** An instance that is a process of its own. */
  private record Member(JdbcInstanceStore store, TestInstance instance) {

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

  SharedSumTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
    hour = tables.now().toLocalDateTime().truncatedTo(ChronoUnit.HOURS).minusHours(3);
    for (int number = 1; number <= MANY; number++) {
      fleet.add(member(number, tables.connections()));
    }
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  private Member member(long number, ConnectionSource connections) throws SQLException {
    JdbcInstanceStore store = tables.storeOfMany("shop", connections, FEW);
    Member member = new Member(store, new TestInstance(store, number));
    member.instance().count(hour, some());
    return member;
  }

  private Statement some() {
    return MadeUp.sums(random, "GET /a", "GET /b");
  }

  private static Statement sum(Collection<Member> members) {
    return members.stream().map(Member::total).reduce(Statement.NONE, Statement::plus);
  }

  private Statement sum() {
    return sum(fleet);
  }

  private Member first() {
    return fleet.get(0);
  }

  private List<Member> others() {
    return fleet.subList(1, MANY);
  }

  private void count(Collection<Member> members) {
    members.forEach(member -> member.instance().count(hour, some()));
  }

  /** Has some write and look after the shared sum, whose turn it is or not. */
  private void writeAndTidy(Collection<Member> members) throws Exception {
    for (Member member : members) {
      member.writeAndTidy();
    }
  }

  private void makeSumDue() throws SQLException {
    tables.change("UPDATE xfootprint_sum SET announced_at = ?", tables.now().minusHours(1));
  }

  private long made() throws SQLException {
    return tables.number("SELECT made FROM xfootprint_sum");
  }

  private static StoredTotal assertTotal(Statement expected, StoredTotal told) {
    assertEquals(expected, told.books());
    return told;
  }

  @Test
  void isMadeByOneOfThemWhenThereAreMany() throws Exception {
    writeAndTidy(fleet.subList(0, FEW));
    assertEquals(0, tables.number("SELECT COUNT(*) FROM xfootprint_sum"));
    writeAndTidy(fleet);
    assertEquals(1, made());
    writeAndTidy(fleet);
    assertEquals(1, made());
    makeSumDue();
    writeAndTidy(fleet);
    assertEquals(2, made());
  }

  @Test
  void isExactWhenAllHaveWrittenAndItIsMade() throws Exception {
    for (int round = 0; round < 3; round++) {
      count(fleet);
      writeAndTidy(fleet);
      makeSumDue();
      writeAndTidy(fleet);
      for (Member each : fleet) {
        assertTotal(sum(), each.writeAndTidy());
      }
    }
  }

  @Test
  void hasTheOwnPartExactlyAtOnceAndOthersAsOfTheSum() throws Exception {
    writeAndTidy(fleet);
    makeSumDue();
    writeAndTidy(fleet);
    Statement before = sum(others());
    for (int i = 0; i < 3; i++) {
      count(fleet);
      assertTotal(before.plus(first().total()), first().writeAndTidy());
      writeAndTidy(others());
    }
    makeSumDue();
    writeAndTidy(others());
    assertTotal(sum(), first().writeAndTidy());
  }

  /** A process that has just started finds what the sum holds, and adds up nobody. */
  @Test
  void isWhatANewProcessBeginsWith() throws Exception {
    writeAndTidy(fleet);
    makeSumDue();
    writeAndTidy(fleet);
    Statement before = sum();
    count(fleet);
    writeAndTidy(fleet);
    Member next = member(7, tables.connections());
    assertTotal(before.plus(next.total()), next.writeAndTidy());
    makeSumDue();
    writeAndTidy(fleet);
    fleet.add(next);
    assertTotal(sum(), next.writeAndTidy());
  }

  @Test
  void countsNothingTwiceOfThoseThatEndAndAreMerged() throws Exception {
    writeAndTidy(fleet);
    for (Member each : fleet.subList(1, 3)) {
      each.instance().end();
    }
    makeSumDue();
    writeAndTidy(fleet.subList(3, MANY));
    assertTotal(sum(), first().writeAndTidy());
    tables.tidy("shop", Duration.ZERO);
    assertEquals(
        1,
        tables.number(
            "SELECT COUNT(DISTINCT instance) FROM xfootprint_line"
                + " WHERE unit = 'total' AND instance = 0"));
    assertTotal(sum(), first().writeAndTidy());
    makeSumDue();
    writeAndTidy(fleet.subList(3, MANY));
    assertTotal(sum(), first().writeAndTidy());
  }

  /** It is known which of its writes a sum holds, or that is passed by. */
  @Test
  void isPassedByIfItWasMadeWhileAWriteWasStored() throws Exception {
    AtomicInteger meanwhile = new AtomicInteger();
    Member slow =
        member(
            7,
            new WatchedConnections(
                tables.connections(),
                sql -> {
                  // The sum is taken then, and not yet stored.
                  if (sql.equals(Sql.MAKE_SUM.text()) && meanwhile.getAndIncrement() == 0) {
                    count(List.of(first()));
                    first().writeAndTidy();
                  }
                }));
    fleet.add(slow);
    writeAndTidy(fleet);
    slow.writeAndTidy();
    writeAndTidy(fleet);
    Statement others = sum(fleet.subList(1, fleet.size()));
    makeSumDue();
    slow.writeAndTidy();
    assertEquals(1, meanwhile.get());
    // What the sum holds of this one is the write before.
    assertTotal(others.plus(first().total()), first().writeAndTidy());
    count(fleet);
    writeAndTidy(fleet);
    makeSumDue();
    writeAndTidy(fleet);
    assertTotal(sum(), first().writeAndTidy());
  }

  /** Wherever its connection breaks; the next one has its turn an interval later. */
  @Test
  void isMadeByAnotherOneIfAProcessEndsWhileItMakesIt() throws Exception {
    BreakingConnections breaking = new BreakingConnections(tables.connections());
    Member dying = member(7, breaking);
    fleet.add(dying);
    writeAndTidy(fleet);
    writeAndTidy(fleet);
    Statement told = sum();
    boolean broken = true;
    int steps = 0;
    while (broken) {
      count(fleet);
      for (Member each : fleet) {
        each.write();
      }
      makeSumDue();
      breaking.breakInsteadOfStep(steps++);
      broken = fails(dying);
      breaking.breakInsteadOfStep(Integer.MAX_VALUE);
      for (Member each : fleet) {
        Statement total = each.writeAndTidy().books();
        assertNoLess(total, told);
        assertNoLess(sum(), total);
      }
      makeSumDue();
      writeAndTidy(fleet);
      told = sum();
      for (Member each : fleet) {
        assertTotal(told, each.writeAndTidy());
      }
    }
    assertTrue(steps >= 12, "only " + steps + " steps");
  }

  private static boolean fails(Member dying) {
    try {
      dying.store().tidy();
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  private static void assertNoLess(Statement more, Statement less) {
    for (CostCategory line : CostCategory.values()) {
      for (Metric metric : Metric.values()) {
        assertTrue(
            more.line(line).get(metric).compareTo(less.line(line).get(metric)) >= 0,
            () -> line + " " + metric);
      }
    }
  }

  /** It adds up all then, as the sum may hold that write or not. */
  @Test
  void isNotTakenByOneThatDoesNotKnowWhetherItsWriteIsStored() throws Exception {
    BreakingConnections breaking = new BreakingConnections(tables.connections());
    Member doubting = member(7, breaking);
    fleet.add(doubting);
    writeAndTidy(fleet);
    makeSumDue();
    writeAndTidy(fleet);
    for (boolean isStored : List.of(true, false)) {
      count(fleet);
      writeAndTidy(fleet);
      count(List.of(doubting));
      InstanceWrite write = doubting.instance().next();
      int steps = 0;
      do {
        if (isStored) {
          breaking.breakAfterStep(steps++);
        } else {
          breaking.breakInsteadOfStep(steps++);
        }
      } while (!isInDoubt(doubting, write));
      breaking.breakInsteadOfStep(Integer.MAX_VALUE);
      // The sum holds its last write if that was stored.
      makeSumDue();
      first().writeAndTidy();
      assertTotal(sum(), doubting.writeAndTidy());
      makeSumDue();
      writeAndTidy(fleet);
      assertTotal(sum(), doubting.writeAndTidy());
    }
  }

  private static boolean isInDoubt(Member doubting, InstanceWrite write) throws Exception {
    try {
      doubting.store().write(write);
      return false;
    } catch (CommitInDoubtException e) {
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void tellsWhichOthersRan() throws Exception {
    Member measured =
        new Member(fleet.get(1).store(), new TestInstance(fleet.get(1).store(), 2, "measured"));
    measured.instance().count(hour, some());
    fleet.set(1, measured);
    writeAndTidy(fleet);
    makeSumDue();
    writeAndTidy(fleet);
    assertOthers(MANY - 1, Set.of("measured", "model-vm"), first().writeAndTidy());
    assertOthers(MANY - 1, Set.of("model-vm"), measured.writeAndTidy());
    fleet.get(2).instance().end();
    assertOthers(MANY - 1, Set.of("model-vm"), measured.writeAndTidy());
    makeSumDue();
    first().writeAndTidy();
    assertOthers(MANY - 2, Set.of("model-vm"), measured.writeAndTidy());
    // One that was away when it was made is not in it.
    tables.change(
        "UPDATE xfootprint_instance SET seen_at = ? WHERE instance = 4",
        tables.now().minusHours(2));
    makeSumDue();
    first().writeAndTidy();
    assertOthers(MANY - 3, Set.of("model-vm"), measured.writeAndTidy());
  }

  private static void assertOthers(int number, Set<String> methods, StoredTotal total) {
    assertEquals(number, total.otherInstances());
    assertEquals(methods, total.methods());
  }

  @Test
  void neverFallsAndNeverHoldsMoreThanWasCounted() throws Exception {
    AtomicLong counted = new AtomicLong();
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = 10 + i;
      Random own = new Random(number);
      calls.add(
          () -> {
            JdbcInstanceStore store = tables.storeOfMany("shop", tables.connections(), FEW);
            TestInstance instance = new TestInstance(store, number);
            long before = 0;
            for (int write = 0; write < WRITES; write++) {
              int requests = own.nextInt(1, 100);
              instance.count(hour, requests(requests));
              counted.addAndGet(requests);
              long total = requestsOf(instance.write().books());
              assertTrue(total >= before + requests, "it fell");
              assertTrue(total <= counted.get(), "it counted twice");
              before = total;
              if (own.nextInt(3) > 0) {
                makeSumDue();
                store.tidy();
              }
            }
            return true;
          });
    }
    Together.call(calls);
    assertTrue(made() > THREADS, "it was never made");
    assertEquals(counted.get(), requestsOf(tables.history("shop").total()));
    assertFalse(calls.isEmpty());
  }

  private static Statement requests(long number) {
    return new Statement(Map.of(CostCategory.REQUESTS, MadeUp.amounts(number)));
  }

  private static long requestsOf(Statement books) {
    return books.line(CostCategory.REQUESTS).asLong(Metric.REQUESTS);
  }
}
