// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Columns;
import io.xfootprint.database.Database;
import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.store.Rows.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sum of all instances that one of them makes for all, in rows of the store.
 *
 * <p>Sums are numbered. Each is announced in a transaction of its own before its rows are read, so
 * it holds every write that was stored before the announcement. One that is announced and never
 * made, because its process was killed, is missed by nobody: the next one has the next number.
 *
 * <p>For use by one thread.
 */
final class SharedSum {

  private final Database database;
  private final String app;
  private final Duration aliveFor;

  /**
   * Creates a shared sum.
   *
   * @param aliveFor how long an instance counts as running after its last write
   */
  SharedSum(Database database, String app, Duration aliveFor) {
    this.database = database;
    this.app = app;
    this.aliveFor = aliveFor;
  }

  /**
   * Lines that were added up.
   *
   * @param books the sums of all instances
   * @param instances number of instances with a total, those included that have ended
   */
  record Added(Statement books, long instances) {}

  /**
   * A sum that was made.
   *
   * @param aliveSince which instances are taken for running: those that had written after that
   */
  record Made(long number, Added added, OffsetDateTime aliveSince) {}

  /** Adds up all instances. */
  Added add(Transaction session) throws SQLException {
    Map<CostCategory, Sums> lines = new EnumMap<>(CostCategory.class);
    List<Long> rows =
        session.query(
            Sql.COUNTED_TOTAL,
            row -> {
              lines.put(Rows.line(row, 1), Columns.get(row, 3));
              return row.getLong(2);
            },
            app);
    return new Added(
        new Statement(lines), rows.stream().mapToLong(Long::longValue).max().orElse(0));
  }

  /** Returns the last sum that was made; empty if none was. */
  Optional<Made> last(Transaction session) throws SQLException {
    Map<CostCategory, Sums> lines = new EnumMap<>(CostCategory.class);
    return session
        .query(
            Sql.SHARED_SUM,
            row -> {
              lines.put(Rows.line(row, 4), Columns.get(row, 5));
              return new Made(
                  row.getLong(1),
                  new Added(new Statement(lines), row.getLong(2)),
                  row.getObject(3, OffsetDateTime.class));
            },
            app)
        .stream()
        .reduce((before, made) -> made);
  }

  /** Returns how many instances were running when it was made, by how they find their energy. */
  SortedMap<String, Long> running(Transaction session) throws SQLException {
    SortedMap<String, Long> running = new TreeMap<>();
    session.query(Sql.RUNNING, row -> running.put(row.getString(1), row.getLong(2)), app);
    return running;
  }

  /**
   * The state of the announcements.
   *
   * @param announced number of the last one; 0 if there is none
   * @param isDue whether it is time for the next one
   */
  record Turn(long announced, boolean isDue, OffsetDateTime now) {}

  /** Looks which sum was announced last. */
  Turn look() throws SQLException {
    return database.transaction(this::turn);
  }

  private Turn turn(Transaction session) throws SQLException {
    List<Turn> known =
        session.query(
            Sql.FIND_SUM,
            row -> {
              OffsetDateTime now = row.getObject(3, OffsetDateTime.class);
              return new Turn(
                  row.getLong(1), isDue(row.getObject(2, OffsetDateTime.class), now), now);
            },
            app);
    return known.isEmpty() ? new Turn(0, true, session.now()) : known.get(0);
  }

  /** An instance has three intervals before it is taken for ended, or a minute. */
  private boolean isDue(OffsetDateTime last, OffsetDateTime now) {
    Duration period = aliveFor.dividedBy(3);
    return last.isBefore(now.minus(period)) || last.isAfter(now.plus(period));
  }

  /** Makes the next sum, unless another instance does. */
  void make(Turn turn) throws SQLException {
    long number = turn.announced() + 1;
    if (database.transaction(session -> announce(session, turn.now(), number))) {
      database.transaction(session -> make(session, number));
    }
  }

  private boolean announce(Transaction session, OffsetDateTime now, long number)
      throws SQLException {
    if (session.change(Sql.ANNOUNCE_SUM, number, now, app, number - 1) == 1) {
      return true;
    }
    // Of two that insert it, the second one tries again and finds it.
    boolean isKnown = !session.query(Sql.FIND_SUM, row -> row.getLong(1), app).isEmpty();
    return !isKnown && session.change(Sql.INSERT_SUM, app, number, now, now) == 1;
  }

  private Void make(Transaction session, long number) throws SQLException {
    OffsetDateTime aliveSince = session.now().minus(aliveFor);
    Added added = add(session);
    List<Object[]> running =
        session.query(
            Sql.OTHER_INSTANCES,
            row -> new Object[] {app, row.getString(1), row.getLong(2)},
            app,
            Rows.ALL,
            aliveSince);
    // Not if one with a later number is there, because this process was held up.
    if (session.change(Sql.MAKE_SUM, number, added.instances(), aliveSince, app, number) == 1) {
      Rows rows = new Rows(app);
      rows.statement(Kind.SUM, Rows.BEGIN, Rows.ALL, added.books());
      rows.set(session);
      session.change(Sql.FORGET_RUNNING, app);
      session.changeEach(Sql.INSERT_RUNNING, running);
    }
    return null;
  }
}
