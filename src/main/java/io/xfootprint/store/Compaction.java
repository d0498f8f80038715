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
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Keeps the tables small: merges closed hours of instances into rows of all instances, and deletes
 * what is older than the retention.
 *
 * <p>One of the instances does this once an hour. It merges an hour in a transaction that adds up
 * the rows, adds the sums to the rows of all instances and deletes the rows, so that they are
 * always in exactly one place. It leaves rows that may still change: those of an instance are final
 * when it has gone on to a later hour, or has ended. An instance that wrote nothing for a day is
 * taken for lost and ended; if it comes back, it goes on under another number.
 *
 * <p>For use by one thread. A call takes about {@value #STEP_MILLIS} ms at most and leaves the rest
 * to the next ones.
 */
final class Compaction {

  private static final Duration PERIOD = Duration.ofHours(1);
  private static final Duration LOST_AFTER = Duration.ofDays(1);

  /** An ended instance whose commit is in doubt may come back that late and ask. */
  private static final Duration REMEMBER_ENDED = Duration.ofDays(7);

  /** Instances are still closing the last hour, and their clocks may be behind. */
  private static final Duration LEFT_ALONE = Duration.ofHours(1);

  /** Enough for the last day of any clock; a year of hours of 200 routes would be 1.7 million. */
  private static final int DAYS_WITH_HOURS_OF_ROUTES = 3;

  /**
   * A clock that is ahead would have everything deleted. So nothing is deleted in the first hour
   * after the application was away for this long.
   */
  private static final Duration LEAP = Duration.ofDays(7);

  private static final long STEP_MILLIS = 1000;

  private static final List<Kind> KINDS_OF_LINES =
      List.of(Kind.HOUR, Kind.DAY, Kind.MONTH, Kind.MONTH_HOUR);
  private static final List<Kind> KINDS_OF_ROUTES = List.of(Kind.HOUR, Kind.DAY, Kind.MONTH);
  private static final List<Kind> KINDS_OF_OLD_ROUTES = List.of(Kind.DAY, Kind.MONTH);

  private final Database database;
  private final String app;
  private final Duration retention;
  private final VersionTables versions;
  private final UpstreamTables upstream;
  private final TenantTables tenants;
  private final Queue<Step> due = new ArrayDeque<>();

  private interface Step {
    void run() throws SQLException;
  }

  Compaction(Database database, String app, Duration retention) {
    this.database = database;
    this.app = app;
    this.retention = retention;
    versions = new VersionTables(database, app);
    upstream = new UpstreamTables(database, app);
    tenants = new TenantTables(database, app);
  }

  /** Does what is due, for a while. */
  void run() throws SQLException {
    if (due.isEmpty()) {
      claim();
    }
    long end = System.nanoTime() + Duration.ofMillis(STEP_MILLIS).toNanos();
    while (!due.isEmpty() && System.nanoTime() - end < 0) {
      due.remove().run();
    }
  }

  /** The time of a run, and that of the run before. */
  private record Turn(OffsetDateTime now, OffsetDateTime last) {

    boolean isDue() {
      return last.isBefore(now.minus(PERIOD)) || last.isAfter(now.plus(PERIOD));
    }

    boolean isAfterALeap() {
      return last.isBefore(now.minus(LEAP));
    }
  }

  /** Plans the work of an hour, unless another instance does that work. */
  private void claim() throws SQLException {
    Optional<Turn> claimed = database.transaction(this::claimed);
    if (claimed.isEmpty()) {
      return;
    }
    OffsetDateTime now = claimed.get().now();
    // Those of the future were written by a clock that was ahead, and would live until then.
    change(Sql.END_LOST_INSTANCES, app, now.minus(LOST_AFTER), now.plus(LOST_AFTER));
    LocalDateTime end = Granularity.HOUR.start(now.toLocalDateTime().minus(LEFT_ALONE));
    for (LocalDateTime hour :
        query(Sql.CLOSED_HOURS, row -> row.getObject(1, LocalDateTime.class), app, end)) {
      due.add(() -> database.transaction(session -> merge(session, hour)));
    }
    due.add(
        () -> {
          planEndedInstances();
          if (!claimed.get().isAfterALeap()) {
            due.add(() -> forget(now));
          }
        });
    due.add(
        () -> {
          for (VersionTables.Ended ended : versions.ended()) {
            due.add(() -> versions.merge(ended));
          }
        });
    due.add(versions::forget);
    due.add(
        () -> {
          for (long ended : upstream.ended()) {
            due.add(() -> upstream.merge(ended));
          }
          for (long ended : tenants.ended()) {
            due.add(() -> tenants.merge(ended));
          }
        });
  }

  private Optional<Turn> claimed(Transaction session) throws SQLException {
    OffsetDateTime now = session.now();
    Optional<Turn> turn =
        session
            .query(Sql.FIND_APP, row -> new Turn(now, row.getObject(2, OffsetDateTime.class)), app)
            .stream()
            .filter(Turn::isDue)
            .findFirst();
    boolean isOurs =
        turn.isPresent() && session.change(Sql.CLAIM_TIDYING, now, app, turn.get().last()) == 1;
    return isOurs ? turn : Optional.empty();
  }

  private <T> List<T> query(Sql sql, Transaction.RowReader<T> reader, Object... parameters)
      throws SQLException {
    return database.transaction(session -> session.query(sql, reader, parameters));
  }

  private void change(Sql sql, Object... parameters) throws SQLException {
    database.transaction(session -> session.change(sql, parameters));
  }

  /**
   * Adds the sums of an hour as one row for each line, route and source of intensities, and deletes
   * the rows they are of.
   */
  private Void merge(Transaction session, LocalDateTime hour) throws SQLException {
    lock(session);
    Object[] ofHour = {app, hour, app, hour};
    Rows merged = new Rows(app);
    List<Integer> lines =
        session.query(
            Sql.LINES_OF_HOUR,
            row -> {
              CostCategory line = Rows.line(row, 2);
              Sums sums = Columns.get(row, 3);
              KINDS_OF_LINES.forEach(kind -> merged.line(kind, hour, Rows.ALL, line, sums));
              return row.getInt(1);
            },
            ofHour);
    List<Kind> kindsOfRoutes =
        hour.isBefore(firstHourOfRoutes(session)) ? KINDS_OF_OLD_ROUTES : KINDS_OF_ROUTES;
    List<Integer> routes =
        session.query(
            Sql.ROUTES_OF_HOUR,
            row -> {
              String route = row.getString(2);
              Sums sums = Columns.get(row, 3);
              kindsOfRoutes.forEach(kind -> merged.route(kind, hour, Rows.ALL, route, sums));
              return row.getInt(1);
            },
            ofHour);
    List<Integer> grids =
        session.query(
            Sql.GRIDS_OF_HOUR,
            row -> {
              merged.grid(Kind.HOUR, hour, Rows.ALL, row.getString(2), Rows.grid(row, 3));
              return row.getInt(1);
            },
            ofHour);
    merged.add(session);
    requireSame(sum(grids), session.change(Sql.DELETE_GRIDS_OF_HOUR, ofHour));
    requireSame(sum(lines), session.change(Sql.DELETE_LINES_OF_HOUR, ofHour));
    requireSame(sum(routes), session.change(Sql.DELETE_ROUTES_OF_HOUR, ofHour));
    return null;
  }

  private static int sum(List<Integer> rows) {
    return rows.stream().mapToInt(number -> number).sum();
  }

  /** Returns the start of a day, as readers take the hours of a day or the day as a whole. */
  private static LocalDateTime firstHourOfRoutes(Transaction session) throws SQLException {
    return Granularity.DAY
        .start(session.now().toLocalDateTime())
        .minusDays(DAYS_WITH_HOURS_OF_ROUTES);
  }

  /** Waits until no other instance merges rows of the application. */
  private void lock(Transaction session) throws SQLException {
    session.query(Sql.LOCK_APP, row -> app, app);
  }

  private static void requireSame(int read, int deleted) throws SQLException {
    if (read != deleted) {
      throw new SQLException(
          "rows have changed while they were merged: %d were read and %d deleted"
              .formatted(read, deleted),
          "40001");
    }
  }

  /**
   * Plans to add the totals of ended instances that have no hour left to the total of all such. A
   * new version of an application may leave thousands.
   */
  private void planEndedInstances() throws SQLException {
    for (long instance : query(Sql.MERGED_INSTANCES, row -> row.getLong(1), app)) {
      due.add(() -> database.transaction(session -> mergeTotal(session, instance)));
    }
  }

  private Void mergeTotal(Transaction session, long instance) throws SQLException {
    lock(session);
    Statement total = Rows.statement(session, Sql.TOTAL_OF_INSTANCE, app, instance);
    Rows rows = new Rows(app);
    rows.statement(Kind.TOTAL, Rows.BEGIN, Rows.ALL, total);
    rows.add(session);
    requireSame(total.lines().size(), session.change(Sql.DELETE_TOTAL_OF_INSTANCE, app, instance));
    return null;
  }

  private void forget(OffsetDateTime now) throws SQLException {
    change(Sql.FORGET_INSTANCES, app, now.minus(REMEMBER_ENDED));
    database.transaction(
        session -> {
          // Or an instance that merges now could add a part of a day that is deleted.
          lock(session);
          return session.change(Sql.FORGET_HOURS_OF_ROUTES, app, firstHourOfRoutes(session));
        });
    if (!retention.isZero()) {
      // Whole months, so that a month never has more than the days that are left of it.
      LocalDateTime end = Granularity.MONTH.start(now.toLocalDateTime().minus(retention));
      change(Sql.FORGET_LINES, app, end);
      change(Sql.FORGET_ROUTES, app, end);
      change(Sql.FORGET_GRIDS, app, end);
      change(Sql.FORGET_TENANTS, app, end);
    }
  }
}
