// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Database;
import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.ledger.Statement;
import io.xfootprint.store.InstanceStore.InstanceWrite;
import io.xfootprint.store.InstanceStore.StoredTotal;
import io.xfootprint.store.SharedSum.Added;
import io.xfootprint.store.SharedSum.Made;
import io.xfootprint.store.SharedSum.Turn;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the other instances have cost, for one that writes.
 *
 * <p>Up to {@value #FEW} instances each write adds up all of them. Where there are more that would
 * be the square of their number in rows, so it takes the {@link SharedSum}, less what that holds of
 * its own. It knows what that is: a sum that was announced after its last write was stored, and is
 * there before the next one is, holds exactly that write. It passes by every other sum, and keeps
 * what it knows of the others. It adds up all where it does not know what is stored of its own.
 *
 * <p>So nothing is counted twice, and what others have cost never falls: each sum that is taken was
 * added up after the one before was read. For use by one thread.
 */
final class Elsewhere {

  /** Adding up as many takes a millisecond of the database. */
  static final int FEW = 100;

  private static final OwnWrite NONE_YET =
      new OwnWrite(0, Statement.NONE, "", OffsetDateTime.MIN, 0);

  private final SharedSum shared;
  private final String app;
  private final Duration aliveFor;
  private final int few;

  /** What the last write has found; null while nobody knows whether it is stored. */
  private @Nullable Standing last = new Standing(NONE_YET, Statement.NONE, 0, new TreeMap<>());

  Elsewhere(Database database, String app, Duration aliveFor) {
    this(database, app, aliveFor, FEW);
  }

  /**
   * Creates one that has written nothing.
   *
   * @param aliveFor how long an instance counts as running after its last write
   * @param few for how many instances each write adds up all
   */
  Elsewhere(Database database, String app, Duration aliveFor, int few) {
    this.app = app;
    this.aliveFor = aliveFor;
    this.few = few;
    shared = new SharedSum(database, app, aliveFor);
  }

  /**
   * A write of this process.
   *
   * @param seen when it was done, by the clock of the database
   * @param announced number of a sum; later ones hold this write
   */
  private record OwnWrite(
      long instance, Statement total, String method, OffsetDateTime seen, long announced) {

    static OwnWrite of(InstanceWrite write, OffsetDateTime now) {
      return new OwnWrite(write.instance(), write.total(), write.method(), now, Long.MAX_VALUE);
    }

    OwnWrite before(long sum) {
      return new OwnWrite(instance, total, method, seen, sum);
    }

    /** Returns whether this is known to be all that sums may hold of the writer of another one. */
    boolean isKnownBefore(InstanceWrite write) {
      return announced < Long.MAX_VALUE
          && (instance == write.instance() || instance == NONE_YET.instance);
    }
  }

  /**
   * What a write has found.
   *
   * @param others the sums of all other instances
   * @param instances number of instances that they are of
   * @param running number of other instances that run, by how they find their energy
   */
  record Standing(OwnWrite own, Statement others, long instances, SortedMap<String, Long> running) {

    private Standing with(OwnWrite other, long ofInstances) {
      return new Standing(other, others, ofInstances, running);
    }

    /** Returns what is stored of the whole application. */
    StoredTotal total() {
      long number = running.values().stream().mapToLong(Long::longValue).sum();
      return new StoredTotal(
          others.plus(own.total()), Math.toIntExact(number), Set.copyOf(running.keySet()));
    }
  }

  /** Returns what a write finds, in its transaction and after its rows; it may be stored then. */
  Standing read(Transaction session, InstanceWrite write, OffsetDateTime now) throws SQLException {
    Optional<Made> made = shared.last(session).filter(sum -> sum.added().instances() > few);
    Standing before = last;
    OwnWrite own = OwnWrite.of(write, now);
    long many = made.map(sum -> sum.added().instances()).orElse(0L);
    Standing found;
    if (made.isEmpty() || before == null || !before.own().isKnownBefore(write)) {
      found = added(session, own);
    } else if (made.get().number() > before.own().announced()) {
      found = without(before.own(), made.get(), shared.running(session)).with(own, many);
    } else {
      found = before.with(own, many);
    }
    last = null;
    return found;
  }

  private Standing added(Transaction session, OwnWrite own) throws SQLException {
    Added all = shared.add(session);
    SortedMap<String, Long> running = new TreeMap<>();
    session.query(
        Sql.OTHER_INSTANCES,
        row -> running.put(row.getString(1), row.getLong(2)),
        app,
        own.instance(),
        own.seen().minus(aliveFor));
    return new Standing(own, all.books().minus(own.total()), all.instances(), running);
  }

  /** Takes a write of this process out of a sum that holds it. */
  private static Standing without(OwnWrite own, Made sum, SortedMap<String, Long> running) {
    if (own.seen().isAfter(sum.aliveSince())) {
      running.computeIfPresent(own.method(), (method, number) -> number > 1 ? number - 1 : null);
    }
    return new Standing(
        own, sum.added().books().minus(own.total()), sum.added().instances(), running);
  }

  /** Notes that a write is stored. */
  void stored(Standing standing) {
    last = standing;
  }

  /**
   * Makes the sum for all after a write, if there are many and this is the one who finds it due.
   */
  void renew() throws SQLException {
    Standing stored = last;
    if (stored != null && stored.instances() > few) {
      Turn turn = shared.look();
      last = stored.with(stored.own().before(turn.announced()), stored.instances());
      if (turn.isDue()) {
        shared.make(turn);
      }
    }
  }
}
