// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.Provenance;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an instance has counted and not stored yet, hour by hour, while its database may be away.
 *
 * <p>It keeps the sums at the end of each hour that is not stored. When there are more than {@value
 * #MAX_HOURS}, two hours are told as one, so that nothing is lost and memory is bounded: an hour
 * takes up to 1 kB for each route that had requests.
 *
 * <p>For use by one thread: {@link #look}, then {@link #write}, then one of {@link #confirm},
 * {@link #failed} and {@link #doubt}.
 */
final class WriteBacklog {

  static final int MAX_HOURS = 72;

  /** No hour before it is believed. */
  static final LocalDateTime FIRST_HOUR =
      LocalDateTime.ofInstant(Provenance.EARLIEST, ZoneOffset.UTC);

  private final long instance;
  private final Statement base;
  private final List<Mark> marks = new ArrayList<>();

  /** Where the first hour begins that is not stored as it is to be. */
  private Statement start;

  private LocalDateTime openHour;
  private Statement now;

  private Statement stored;
  private boolean isStored;
  private long tries;
  private @Nullable Attempt attempt;
  private boolean inDoubt;

  private record Mark(LocalDateTime hour, Statement atItsEnd) {}

  private record Attempt(
      long number, Statement sums, LocalDateTime openHour, Statement openHourStart) {}

  /**
   * Begins a journal.
   *
   * @param instance number of the instance
   * @param base what the process had counted before, which is stored under other numbers
   * @param hour the hour that it is
   */
  WriteBacklog(long instance, Statement base, LocalDateTime hour) {
    this.instance = instance;
    this.base = base;
    start = base;
    now = base;
    stored = base;
    openHour = hour;
  }

  long instance() {
    return instance;
  }

  /** Returns the hour that it is counting for. */
  LocalDateTime openHour() {
    return openHour;
  }

  /** Tells whether the hour is known that it is. */
  boolean knowsHour() {
    return !openHour.isBefore(FIRST_HOUR);
  }

  /** Tells whether time has gone back by more than an hour, so that rows would be written twice. */
  boolean isAheadOf(LocalDateTime hour) {
    return hour.isBefore(openHour.minusHours(1));
  }

  /**
   * Takes what was counted until now. It counts for the hour of the last look, so each hour is to
   * be looked at when it ends. What was counted before the hour was known counts for the first that
   * is.
   *
   * @param hour the hour that it is; an earlier one than before is taken for that
   */
  void look(Statement sums, LocalDateTime hour) {
    now = sums;
    if (!knowsHour()) {
      openHour = hour;
    } else if (hour.isAfter(openHour)) {
      marks.add(new Mark(openHour, sums));
      openHour = hour;
      if (marks.size() > MAX_HOURS) {
        tellTwoHoursAsOne();
      }
    }
  }

  /** Spares those of which a part may be stored. */
  private void tellTwoHoursAsOne() {
    int second = 1;
    if (attempt != null && marks.get(second).hour().equals(attempt.openHour())) {
      second++;
    }
    marks.remove(second);
  }

  /** Returns what is to be written, and takes it for tried. */
  InstanceWrite write(String method, boolean ended) {
    SortedMap<LocalDateTime, Statement> hours = new TreeMap<>();
    Statement from = start;
    for (Mark mark : marks) {
      hours.put(mark.hour(), mark.atItsEnd().minus(from));
      from = mark.atItsEnd();
    }
    hours.put(openHour, withChangedRoutes(now.minus(from)));
    attempt = new Attempt(++tries, now, openHour, from);
    return new InstanceWrite(
        instance, tries, !isStored, method, hours, now.minus(base), openHour, ended);
  }

  /** Leaves out the routes whose rows are stored as they are. */
  private Statement withChangedRoutes(Statement ofHour) {
    Map<String, Sums> changed = new HashMap<>(ofHour.routes());
    changed.keySet().removeIf(label -> now.route(label).equals(stored.route(label)));
    return new Statement(ofHour.lines(), changed);
  }

  /** Takes note that what was tried is stored. */
  void confirm() {
    Attempt tried = attempt;
    if (tried != null) {
      isStored = true;
      stored = tried.sums();
      start = tried.openHourStart();
      marks.removeIf(mark -> mark.hour().isBefore(tried.openHour()));
    }
    failed();
  }

  /** Takes note that what was tried is not stored. */
  void failed() {
    attempt = null;
    inDoubt = false;
  }

  /** Takes note that nobody knows whether what was tried is stored. */
  void doubt() {
    inDoubt = true;
  }

  boolean isInDoubt() {
    return inDoubt;
  }

  /**
   * Resolves a doubt.
   *
   * @param writes number of the last write that is stored; empty if none is
   */
  void resolve(OptionalLong writes) {
    Attempt tried = attempt;
    if (tried != null && writes.isPresent() && writes.getAsLong() == tried.number()) {
      confirm();
    } else {
      failed();
    }
  }

  /** Returns a journal of another instance for all that is not stored. */
  WriteBacklog continuedAs(long other) {
    WriteBacklog next = new WriteBacklog(other, stored, openHour);
    next.marks.addAll(marks);
    next.now = now;
    return next;
  }
}
