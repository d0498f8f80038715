// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Columns;
import io.xfootprint.database.Database;
import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.ledger.Sums;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Keeps the tables small: merges closed hours of instances into rows of all, and forgets what is
 * older than the retention.
 *
 * <p>Once an hour one of the instances claims it. An hour is merged in a transaction that adds up
 * its rows, adds the sums to those of all and deletes the rows; whatever happens, they are in one
 * place. What may still change is left: rows of an instance are final before its open hour, or when
 * it has ended. One that was not heard of for a day is taken for lost and ended; if it comes back,
 * it goes on under another number.
 *
 * <p>For use by one thread. A call takes about {@value #STEP_MILLIS} ms at most and leaves the rest
 * to the next ones.
 */
final class Compaction {

  private static final Duration PERIOD = Duration.ofHours(1);
  private static final Duration LOST_AFTER = Duration.ofDays(1);

  /** An ended instance whose commit is in doubt may come back and ask for that long. */
  private static final Duration REMEMBER_ENDED = Duration.ofDays(7);

  /**
   * Until an hour is so long over, instances are still closing it, and their clocks may be behind.
   */
  private static final Duration LEFT_ALONE = Duration.ofHours(1);

  /** Enough for the last day of any clock; a year of hours of 200 routes would be 1.7 million. */
  private static final int DAYS_WITH_HOURS_OF_ROUTES = 3;

  /** A clock that is ahead would have all forgotten; whoever was away so long waits an hour. */
  private static final Duration LEAP = Duration.ofDays(7);

  private static final long STEP_MILLIS = 1000;

  private static final Unit[] UNITS_OF_LINES = {Unit.HOUR, Unit.DAY, Unit.MONTH, Unit.MONTH_HOUR};
  private static final Unit[] UNITS_OF_ROUTES = {Unit.HOUR, Unit.DAY, Unit.MONTH};

  private final Database database;
  private final String app;
  private final Duration retention;
  private final Queue<Step> due = new ArrayDeque<>();

  private interface Step {
    void run() throws SQLException;
  }

  Compaction(Database database, String app, Duration retention) {
    this.database = database;
    this.app = app;
    this.retention = retention;
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

  private record Turn(OffsetDateTime now, OffsetDateTime last) {

    boolean isAfterALeap() {
      return last.isBefore(now.minus(LEAP));
    }
  }

  private void claim() throws SQLException {
    Optional<Turn> claimed = database.transaction(this::claimed);
    if (claimed.isEmpty()) {
      return;
    }
    OffsetDateTime now = claimed.get().now();
    // Those of the future were written by a clock that was ahead, and would live until then.
    database.transaction(
        session ->
            session.change(
                Sql.END_LOST_INSTANCES, app, now.minus(LOST_AFTER), now.plus(LOST_AFTER)));
    for (LocalDateTime hour : closedHours(now.toLocalDateTime())) {
      due.add(() -> database.transaction(session -> merge(session, hour)));
    }
    due.add(this::mergeEndedInstances);
    if (!claimed.get().isAfterALeap()) {
      due.add(() -> forget(now));
    }
  }

  /** Returns the time, and when it was done last, if it is up to this instance to tidy. */
  private Optional<Turn> claimed(Transaction session) throws SQLException {
    OffsetDateTime now = session.now();
    OffsetDateTime last;
    try (PreparedStatement statement = session.prepare(Sql.FIND_APP, app);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      last = row.getObject(2, OffsetDateTime.class);
    }
    boolean isDue = last.isBefore(now.minus(PERIOD)) || last.isAfter(now.plus(PERIOD));
    return isDue && session.change(Sql.CLAIM_TIDYING, now, app, last) == 1
        ? Optional.of(new Turn(now, last))
        : Optional.empty();
  }

  private List<LocalDateTime> closedHours(LocalDateTime now) throws SQLException {
    LocalDateTime end = now.minus(LEFT_ALONE).truncatedTo(ChronoUnit.HOURS);
    return database.transaction(
        session -> {
          List<LocalDateTime> hours = new ArrayList<>();
          try (PreparedStatement statement = session.prepare(Sql.CLOSED_HOURS, app, end);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              hours.add(Transaction.utc(row, 1));
            }
          }
          return hours;
        });
  }

  private Void merge(Transaction session, LocalDateTime hour) throws SQLException {
    lock(session);
    Rows merged = new Rows(app);
    Object[] ofHour = {app, hour, app, hour};
    int lines = 0;
    try (PreparedStatement statement = session.prepare(Sql.LINES_OF_HOUR, ofHour);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        lines += row.getInt(1);
        Sums amounts = Columns.get(row, 3);
        for (Unit unit : UNITS_OF_LINES) {
          merged.line(unit, unit.start(hour), Rows.ALL, Rows.line(row.getString(2)), amounts);
        }
      }
    }
    boolean isTold = !hour.isBefore(firstHourOfRoutes(session));
    int routes = 0;
    try (PreparedStatement statement = session.prepare(Sql.ROUTES_OF_HOUR, ofHour);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        routes += row.getInt(1);
        Sums amounts = Columns.get(row, 3);
        for (Unit unit : UNITS_OF_ROUTES) {
          if (unit != Unit.HOUR || isTold) {
            merged.route(unit, unit.start(hour), Rows.ALL, row.getString(2), amounts);
          }
        }
      }
    }
    merged.add(session);
    requireSame(lines, session.change(Sql.DELETE_LINES_OF_HOUR, ofHour));
    requireSame(routes, session.change(Sql.DELETE_ROUTES_OF_HOUR, ofHour));
    return null;
  }

  /** Returns from when on routes are told by hours: whole days, or readers could not tell. */
  private static LocalDateTime firstHourOfRoutes(Transaction session) throws SQLException {
    return Unit.DAY.start(session.now().toLocalDateTime()).minusDays(DAYS_WITH_HOURS_OF_ROUTES);
  }

  /** Waits until no other instance merges rows of the application. */
  private void lock(Transaction session) throws SQLException {
    try (PreparedStatement statement = session.prepare(Sql.LOCK_APP, app);
        ResultSet row = statement.executeQuery()) {
      row.next();
    }
  }

  private static void requireSame(int read, int deleted) throws SQLException {
    if (read != deleted) {
      throw new SQLException(
          "rows have changed while they were merged: %d were read and %d deleted"
              .formatted(read, deleted),
          "40001");
    }
  }

  /** Adds the totals of ended instances, of which no hour is left, to those of all such. */
  private void mergeEndedInstances() throws SQLException {
    List<Long> merged =
        database.transaction(
            session -> {
              List<Long> instances = new ArrayList<>();
              try (PreparedStatement statement = session.prepare(Sql.MERGED_INSTANCES, app);
                  ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                  instances.add(row.getLong(1));
                }
              }
              return instances;
            });
    for (long instance : merged) {
      database.transaction(session -> mergeTotal(session, instance));
    }
  }

  private Void mergeTotal(Transaction session, long instance) throws SQLException {
    lock(session);
    Rows total = new Rows(app);
    int lines = 0;
    try (PreparedStatement statement = session.prepare(Sql.TOTAL_OF_INSTANCE, app, instance);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        lines++;
        total.line(
            Unit.TOTAL, Unit.BEGIN, Rows.ALL, Rows.line(row.getString(1)), Columns.get(row, 2));
      }
    }
    total.add(session);
    requireSame(lines, session.change(Sql.DELETE_TOTAL_OF_INSTANCE, app, instance));
    return null;
  }

  private void forget(OffsetDateTime now) throws SQLException {
    database.transaction(
        session -> session.change(Sql.FORGET_INSTANCES, app, now.minus(REMEMBER_ENDED)));
    database.transaction(
        session -> {
          // Or a part of a day that is forgotten could be added by who merges it now.
          lock(session);
          return session.change(Sql.FORGET_HOURS_OF_ROUTES, app, firstHourOfRoutes(session));
        });
    if (!retention.isZero()) {
      // Whole months, so that a month never has more than the days that are left of it.
      LocalDateTime end = Unit.MONTH.start(now.toLocalDateTime().minus(retention));
      database.transaction(session -> session.change(Sql.FORGET_LINES, app, end));
      database.transaction(session -> session.change(Sql.FORGET_ROUTES, app, end));
    }
  }
}
