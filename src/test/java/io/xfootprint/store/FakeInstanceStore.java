// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Database.CommitInDoubtException;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store in memory that keeps the rules of a real one, and fails as a test wants. */
final class FakeInstanceStore implements InstanceStore {

  /** How the next calls end. */
  enum Mode {
    WORKS,
    /** Nothing is stored. */
    FAILS,
    /** Nothing is stored, as the login is refused. */
    REFUSES,
    /** All is stored, and the answer is lost. */
    LOSES_ANSWERS,
    /** Nothing is stored, and the answer is lost. */
    LOSES_COMMITS,
    /** All is stored, the answer is lost, and it works from then on. */
    LOSES_ONE_ANSWER,
    /** Nothing is stored, the answer is lost, and it works from then on. */
    LOSES_ONE_COMMIT,
    /** Nothing is stored, for want of memory. */
    HAS_NO_MEMORY,
    /** All is stored, and then there is no memory for the answer. */
    HAS_NO_MEMORY_FOR_ANSWERS
  }

  private record Instance(long writes, LocalDateTime openHour, boolean ended, Statement total) {}

  private final Map<Long, Instance> instances = new TreeMap<>();
  private final Map<String, Sums> routes = new HashMap<>();
  private final Map<String, Statement> hours = new HashMap<>();

  /** Rows of hours that no instance may write any more: they have been merged. */
  private final Set<String> merged = new HashSet<>();

  /** Rules that were broken; whoever writes may not let an exception through. */
  private final List<String> violations = new ArrayList<>();

  private @Nullable SQLException tidyingFails;
  private Mode mode = Mode.WORKS;
  private int writes;
  private boolean open;

  void mode(Mode next) {
    mode = next;
  }

  /** Fails to tidy from now on, in any mode; null to do so no more. */
  void failTidying(@Nullable SQLException failure) {
    tidyingFails = failure;
  }

  List<String> violations() {
    return violations;
  }

  /** Returns how many writes were tried. */
  int writes() {
    return writes;
  }

  boolean isOpen() {
    return open;
  }

  /** Takes the instances for lost that write now, and merges their hours with others'. */
  void endAll() {
    instances.replaceAll(
        (number, each) -> new Instance(each.writes, each.openHour, true, each.total));
    merged.addAll(hours.keySet());
  }

  /** Merges the hours that will not change any more. */
  void mergeClosedHours() {
    instances.forEach(
        (number, each) ->
            hours.keySet().stream()
                .filter(key -> key.startsWith(number + " "))
                .filter(key -> key.compareTo(key(number, each.openHour)) < 0)
                .forEach(merged::add));
  }

  @Override
  public void open() throws SQLException {
    failUnlessStoring();
    open = true;
  }

  private void failUnlessStoring() throws SQLException {
    if (mode == Mode.FAILS) {
      throw new SQLException("away", "08001");
    }
    if (mode == Mode.REFUSES) {
      throw new SQLException("password expired", "28P01");
    }
    if (mode == Mode.HAS_NO_MEMORY) {
      throw new OutOfMemoryError("made up");
    }
  }

  @Override
  public StoredTotal write(InstanceWrite write) throws SQLException, EndedInstanceException {
    writes++;
    failUnlessStoring();
    Instance known = instances.get(write.instance());
    if (known != null && known.ended) {
      throw new EndedInstanceException(write.instance());
    }
    if ((known == null) != write.isFirst()) {
      violations.add("first or not: " + write);
    }
    if (mode == Mode.LOSES_COMMITS || mode == Mode.LOSES_ONE_COMMIT) {
      mode = mode == Mode.LOSES_ONE_COMMIT ? Mode.WORKS : mode;
      throw new CommitInDoubtException(new SQLException("lost", "08006"));
    }
    instances.put(
        write.instance(),
        new Instance(write.number(), write.openHourUtc(), write.ended(), write.total()));
    for (Map.Entry<LocalDateTime, Statement> hour : write.hours().entrySet()) {
      String key = key(write.instance(), hour.getKey());
      if (merged.contains(key)) {
        violations.add("written after it was merged: " + key);
      }
      hours.put(key, new Statement(hour.getValue().lines()));
      hour.getValue().routes().forEach((route, amounts) -> routes.put(key + " " + route, amounts));
    }
    if (mode == Mode.LOSES_ANSWERS || mode == Mode.LOSES_ONE_ANSWER) {
      mode = mode == Mode.LOSES_ONE_ANSWER ? Mode.WORKS : mode;
      throw new CommitInDoubtException(new SQLException("lost", "08006"));
    }
    if (mode == Mode.HAS_NO_MEMORY_FOR_ANSWERS) {
      throw new OutOfMemoryError("made up");
    }
    return new StoredTotal(total(), instances.size() - 1, Set.of());
  }

  private static String key(long instance, LocalDateTime hour) {
    return instance + " " + hour;
  }

  /** Returns the sum over all instances. */
  Statement total() {
    return instances.values().stream().map(Instance::total).reduce(Statement.NONE, Statement::plus);
  }

  /** Returns the sum over all hours of all instances. */
  Statement ofAllHours() {
    return hours.values().stream().reduce(Statement.NONE, Statement::plus);
  }

  /** Returns what was counted in an hour. */
  Sums requestsOf(LocalDateTime hour) {
    return hours.entrySet().stream()
        .filter(row -> row.getKey().endsWith(" " + hour))
        .map(row -> row.getValue().line(CostCategory.REQUESTS))
        .reduce(Sums.NONE, Sums::plus);
  }

  /** Returns the sum of a route over all hours. */
  Sums route(String label) {
    return routes.entrySet().stream()
        .filter(row -> row.getKey().endsWith(" " + label))
        .map(Map.Entry::getValue)
        .reduce(Sums.NONE, Sums::plus);
  }

  int instances() {
    return instances.size();
  }

  /** Returns how many instances have said that they write no more. */
  long ended() {
    return instances.values().stream().filter(Instance::ended).count();
  }

  @Override
  public OptionalLong lastWrite(long instance) throws SQLException {
    failUnlessStoring();
    Instance known = instances.get(instance);
    return known == null ? OptionalLong.empty() : OptionalLong.of(known.writes);
  }

  @Override
  public void tidy() throws SQLException {
    failUnlessStoring();
    if (tidyingFails != null) {
      throw tidyingFails;
    }
  }

  @Override
  public void abort() {
    mode = Mode.FAILS;
  }

  @Override
  public void close() {
    open = false;
  }
}
