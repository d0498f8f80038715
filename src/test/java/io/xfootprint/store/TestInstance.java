// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Statement;
import io.xfootprint.store.InstanceStore.EndedInstanceException;
import io.xfootprint.store.InstanceStore.InstanceWrite;
import io.xfootprint.store.InstanceStore.StoredTotal;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** An instance that counts what a test tells it to, and writes when that says so. */
final class TestInstance {

  private final InstanceStore store;
  private final long number;
  private final String method;
  private final SortedMap<LocalDateTime, Statement> hours = new TreeMap<>();
  private final SortedSet<LocalDateTime> unwritten = new TreeSet<>();
  private long writes;

  TestInstance(InstanceStore store, long number) {
    this(store, number, "model-vm");
  }

  TestInstance(InstanceStore store, long number, String method) {
    this.store = store;
    this.number = number;
    this.method = method;
  }

  /** Counts something more in an hour. */
  void count(LocalDateTime hour, Statement gained) {
    hours.merge(hour, gained, Statement::plus);
    unwritten.add(hour);
  }

  /** Returns what it has counted in each hour. */
  SortedMap<LocalDateTime, Statement> hours() {
    return hours;
  }

  /** Returns what it has counted in an hour. */
  Statement in(LocalDateTime hour) {
    return hours.getOrDefault(hour, Statement.NONE);
  }

  /** Returns what it has counted. */
  Statement total() {
    return new Statement(hours.values().stream().reduce(Statement.NONE, Statement::plus).lines());
  }

  /** Writes; its last hour may still change. */
  StoredTotal write() throws SQLException, EndedInstanceException {
    return write(hours.lastKey());
  }

  /** Writes; hours from one on may still change. */
  StoredTotal write(LocalDateTime openHour) throws SQLException, EndedInstanceException {
    return store(next(openHour, false));
  }

  /** Writes for the last time. */
  StoredTotal end() throws SQLException, EndedInstanceException {
    return store(next(hours.lastKey(), true));
  }

  private StoredTotal store(InstanceWrite write) throws SQLException, EndedInstanceException {
    StoredTotal total = store.write(write);
    unwritten.clear();
    return total;
  }

  /** Returns what it would write next. */
  InstanceWrite next() {
    return next(hours.lastKey(), false);
  }

  private InstanceWrite next(LocalDateTime openHour, boolean ended) {
    SortedMap<LocalDateTime, Statement> rows = new TreeMap<>();
    unwritten.forEach(hour -> rows.put(hour, in(hour)));
    writes++;
    return new InstanceWrite(number, writes, writes == 1, method, rows, total(), openHour, ended);
  }
}
