// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Amounts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Keeps the tables small: merges closed days of instances into rows of all, and forgets what is
 * older than the retention.
 *
 * <p>Once an hour one of the instances claims it. A day of an instance is merged in a transaction
 * that reads its rows, adds them to those of all and deletes them; whatever happens, they are in
 * one place. What may still change is left: rows of an instance are final before its open hour, or
 * when it has ended. One that was not heard of for a day is taken for lost and ended; if it comes
 * back, it goes on under another number.
 *
 * <p>For use by one thread. A call takes about {@value #STEP_MILLIS} ms at most and leaves the rest
 * to the next ones.
 */
final class Tidying {

  private static final Duration PERIOD = Duration.ofHours(1);
  private static final Duration LOST_AFTER = Duration.ofDays(1);

  /** An ended instance whose commit is in doubt may come back and ask for that long. */
  private static final Duration REMEMBER_ENDED = Duration.ofDays(7);

  /** Clocks of instances may be behind that of the database by that. */
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private static final long STEP_MILLIS = 1000;

  private static final Unit[] UNITS_OF_LINES = {Unit.HOUR, Unit.DAY, Unit.MONTH, Unit.MONTH_HOUR};
  private static final Unit[] UNITS_OF_ROUTES = {Unit.DAY, Unit.MONTH};

  private final Database database;
  private final String app;
  private final Duration retention;
  private final Queue<Step> due = new ArrayDeque<>();

  private interface Step {
    void run() throws SQLException;
  }

  private record ClosedDay(long instance, LocalDate date) {

    LocalDateTime start() {
      return date.atStartOfDay();
    }

    LocalDateTime end() {
      return start().plusDays(1);
    }
  }

  Tidying(Database database, String app, Duration retention) {
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

  private void claim() throws SQLException {
    Optional<OffsetDateTime> claimed = database.transaction(this::claimed);
    if (claimed.isEmpty()) {
      return;
    }
    OffsetDateTime now = claimed.get();
    database.transaction(
        session -> session.change(Sql.END_LOST_INSTANCES, app, now.minus(LOST_AFTER)));
    for (ClosedDay day : closedDays(now.toLocalDateTime())) {
      due.add(() -> database.transaction(session -> merge(session, day)));
    }
    due.add(this::mergeEndedInstances);
    due.add(() -> forget(now));
  }

  /** Returns the time if it is up to this instance to tidy. */
  private Optional<OffsetDateTime> claimed(Session session) throws SQLException {
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
        ? Optional.of(now)
        : Optional.empty();
  }

  private List<ClosedDay> closedDays(LocalDateTime now) throws SQLException {
    LocalDateTime today = now.minus(CLOCK_SKEW).toLocalDate().atStartOfDay();
    return database.transaction(
        session -> {
          List<ClosedDay> days = new ArrayList<>();
          try (PreparedStatement statement = session.prepare(Sql.CLOSED_DAYS, app, today);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              ClosedDay day = new ClosedDay(row.getLong(1), row.getObject(2, LocalDate.class));
              if (row.getBoolean(4) || !Session.utc(row, 3).isBefore(day.end())) {
                days.add(day);
              }
            }
          }
          return days;
        });
  }

  private Void merge(Session session, ClosedDay day) throws SQLException {
    lock(session);
    Rows merged = new Rows(app);
    Object[] ofDay = {app, day.start(), day.end(), day.instance()};
    int lines = 0;
    try (PreparedStatement statement = session.prepare(Sql.LINES_OF_DAY, ofDay);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        lines++;
        LocalDateTime hour = Session.utc(row, 1);
        Amounts amounts = Columns.get(row, 3);
        for (Unit unit : UNITS_OF_LINES) {
          merged.line(unit, unit.start(hour), Rows.ALL, Rows.line(row.getString(2)), amounts);
        }
      }
    }
    int routes = 0;
    try (PreparedStatement statement = session.prepare(Sql.ROUTES_OF_DAY, ofDay);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        routes += row.getInt(1);
        Amounts amounts = Columns.get(row, 3);
        for (Unit unit : UNITS_OF_ROUTES) {
          merged.route(unit, unit.start(day.start()), Rows.ALL, row.getString(2), amounts);
        }
      }
    }
    merged.add(session);
    requireSame(lines, session.change(Sql.DELETE_LINES_OF_DAY, ofDay));
    requireSame(routes, session.change(Sql.DELETE_ROUTES_OF_DAY, ofDay));
    return null;
  }

  /** Waits until no other instance merges rows of the application. */
  private void lock(Session session) throws SQLException {
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

  private Void mergeTotal(Session session, long instance) throws SQLException {
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
    if (!retention.isZero()) {
      // Whole months, so that a month never has more than the days that are left of it.
      LocalDateTime end = Unit.MONTH.start(now.toLocalDateTime().minus(retention));
      database.transaction(session -> session.change(Sql.FORGET_LINES, app, end));
      database.transaction(session -> session.change(Sql.FORGET_ROUTES, app, end));
    }
  }
}
