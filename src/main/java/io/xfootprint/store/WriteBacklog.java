// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.Provenance;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.store.InstanceStore.InstanceWrite;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an instance has counted and not stored yet, hour by hour, while its database may be away.
 *
 * <p>It keeps the sums at the start of each hour that is not stored. Beyond {@value #MAX_HOURS}
 * hours, two hours are stored as one, so that nothing is lost and memory is bounded: an hour takes
 * up to 1 kB for each route that had requests.
 *
 * <p>For use by one thread: {@link #update}, then {@link #write}, then {@link #confirm} or {@link
 * #failed}. After neither of them the last write is in doubt.
 */
final class WriteBacklog {

  static final int MAX_HOURS = 72;

  /** A clock that shows an earlier hour is not set yet. */
  static final LocalDateTime FIRST_HOUR =
      LocalDateTime.ofInstant(Provenance.EARLIEST, ZoneOffset.UTC);

  private final long instance;
  private final Statement base;

  /** The sums at the start of each hour that is not fully stored; the last one is open. */
  private final TreeMap<LocalDateTime, Statement> starts = new TreeMap<>();

  private Statement now;
  private Statement stored;
  private boolean isStored;
  private long tries;
  private @Nullable Attempt attempt;

  private record Attempt(
      long number, Statement sums, LocalDateTime openHour, Statement openHourStart) {}

  /**
   * Creates a backlog that holds nothing.
   *
   * @param instance number of the instance
   * @param base what the process had counted before, which other instances store
   * @param hour the current hour
   */
  WriteBacklog(long instance, Statement base, LocalDateTime hour) {
    this.instance = instance;
    this.base = base;
    now = base;
    stored = base;
    starts.put(hour, base);
  }

  /** Returns a backlog of another instance with everything that is not stored. */
  WriteBacklog continuedAs(long other) {
    WriteBacklog next = new WriteBacklog(other, stored, openHour());
    next.starts.putAll(starts);
    next.starts.put(starts.firstKey(), stored);
    next.now = now;
    return next;
  }

  long instance() {
    return instance;
  }

  /** Returns the hour for which it counts. */
  LocalDateTime openHour() {
    return starts.lastKey();
  }

  /** Returns whether the clock was set when it was last read. */
  boolean knowsHour() {
    return !openHour().isBefore(FIRST_HOUR);
  }

  /**
   * Returns whether the clock has gone back by more than an hour, so that rows of stored hours
   * would be written again.
   */
  boolean isAheadOf(LocalDateTime hour) {
    return hour.isBefore(openHour().minusHours(1));
  }

  /**
   * Counts sums for the hour of the last update, so there must be an update when an hour ends. What
   * was counted before the clock was set counts for the hour in which it was set.
   *
   * @param hour the current hour; an earlier one than at the last update is taken for that
   */
  void update(Statement sums, LocalDateTime hour) {
    now = sums;
    if (!knowsHour()) {
      starts.clear();
      starts.put(hour, base);
    } else if (hour.isAfter(openHour())) {
      starts.put(hour, sums);
      if (starts.size() > MAX_HOURS + 1) {
        joinTwoHours();
      }
    }
  }

  /** Joins neither the first hour nor one that may be stored in part. */
  private void joinTwoHours() {
    List<LocalDateTime> hours = List.copyOf(starts.keySet());
    int joined = attempt != null && hours.get(1).equals(attempt.openHour()) ? 2 : 1;
    Statement start = Objects.requireNonNull(starts.remove(hours.get(joined)));
    starts.put(hours.get(joined + 1), start);
  }

  /** Returns what must be written. From now on it may be stored. */
  InstanceWrite write(String method, boolean ended) {
    SortedMap<LocalDateTime, Statement> hours = new TreeMap<>();
    Statement end = now;
    for (Map.Entry<LocalDateTime, Statement> hour : starts.descendingMap().entrySet()) {
      hours.put(hour.getKey(), end.minus(hour.getValue()));
      end = hour.getValue();
    }
    LocalDateTime open = openHour();
    hours.computeIfPresent(open, (hour, counted) -> withChangedRoutes(counted));
    attempt = new Attempt(++tries, now, open, Objects.requireNonNull(starts.get(open)));
    return new InstanceWrite(
        instance, tries, !isStored, method, hours, now.minus(base), open, ended);
  }

  /** Leaves out the routes whose rows are stored as they are. */
  private Statement withChangedRoutes(Statement ofHour) {
    Map<String, Sums> changed = new HashMap<>(ofHour.routes());
    changed.keySet().removeIf(label -> now.route(label).equals(stored.route(label)));
    return new Statement(ofHour.lines(), changed, ofHour.grids());
  }

  /** Notes that the last write is stored. */
  void confirm() {
    Attempt done = attempt;
    if (done != null) {
      isStored = true;
      stored = done.sums();
      starts.headMap(done.openHour()).clear();
      starts.put(done.openHour(), done.openHourStart());
    }
    failed();
  }

  /** Notes that the last write is not stored. */
  void failed() {
    attempt = null;
  }

  /** Returns whether nobody knows if the last write is stored. */
  boolean isInDoubt() {
    return attempt != null;
  }

  /**
   * Resolves a doubt.
   *
   * @param writes number of the last write that is stored; empty if none is
   */
  void resolve(OptionalLong writes) {
    Attempt doubtful = attempt;
    if (doubtful != null && writes.isPresent() && writes.getAsLong() == doubtful.number()) {
      confirm();
    } else {
      failed();
    }
  }
}
