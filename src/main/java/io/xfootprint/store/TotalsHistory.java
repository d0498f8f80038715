// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Columns;
import io.xfootprint.database.Database;
import io.xfootprint.database.Fault;
import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what an application has cost over time, all of its instances together.
 *
 * <p>Periods are whole hours in UTC: the hour of an instant is in if the instant is its beginning,
 * or later. Each answer comes from one statement, so that an hour that is being merged is in it
 * once. Routes are known by hours for the last three days, and before that by days: a period has
 * those that begin in it.
 *
 * <p>All methods ask the database and block meanwhile. For use by one thread at a time.
 */
public final class TotalsHistory implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TotalsHistory.class);

  private static final int MONTHS_PER_YEAR = 12;
  private static final Duration RATE_PERIOD = Duration.ofHours(2);

  private static final Key<Instant> DAY =
      row -> instant(row.getObject(1, LocalDate.class).atStartOfDay());
  private static final Key<Instant> MONTH = row -> instant(month(row.getInt(1)));

  /** What a row is of, as its first column says. */
  @FunctionalInterface
  private interface Key<K> {
    K of(ResultSet row) throws SQLException;
  }

  private final Database database;
  private final String app;
  private final Duration aliveFor;

  TotalsHistory(Database database, String app, Duration aliveFor) {
    this.database = database;
    this.app = app;
    this.aliveFor = aliveFor;
  }

  /** Returns when the application was first counted; empty if it was not yet. */
  public Optional<Instant> firstCounted() throws StoreException {
    return read(
        session -> {
          try (PreparedStatement statement = session.prepare(Sql.FIND_APP, app);
              ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(instant(Transaction.utc(row, 1))) : Optional.empty();
          }
        });
  }

  /** Returns what it has cost since it was first counted. */
  public Statement total() throws StoreException {
    return lines(Sql.APP_TOTAL, List.of());
  }

  /** Returns what it has cost in a period. */
  public Statement total(Instant from, Instant to) throws StoreException {
    Period period = Period.ofHours(utc(from), utc(to));
    List<Period> pieces = new ArrayList<>(List.of(period));
    pieces.addAll(period.pieces());
    return lines(Sql.RANGE_BY_LINE, pieces);
  }

  private Statement lines(Sql sql, List<Period> pieces) throws StoreException {
    return read(
        session -> {
          Map<CostCategory, Sums> lines = new EnumMap<>(CostCategory.class);
          try (PreparedStatement statement = session.prepare(sql, parameters(pieces));
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              lines.put(Rows.line(row.getString(1)), Columns.get(row, 2));
            }
          }
          return new Statement(lines);
        });
  }

  /** Returns the application, and the two ends of each piece behind it. */
  private Object[] parameters(List<Period> pieces) {
    List<Object> parameters = new ArrayList<>();
    if (pieces.isEmpty()) {
      parameters.add(app);
    }
    for (Period piece : pieces) {
      parameters.addAll(List.of(app, piece.fromUtc(), piece.toUtc()));
    }
    return parameters.toArray();
  }

  /**
   * Returns what each route has cost in a period, by label: the 1,000 dearest ones, and all others
   * as {@code (other)}.
   */
  public SortedMap<String, Sums> routes(Instant from, Instant to) throws StoreException {
    Period period = Period.ofHours(utc(from), utc(to));
    return read(
        session -> {
          LocalDateTime hoursFrom = hoursOfRoutesFrom(session);
          while (true) {
            SortedMap<String, Sums> routes = routes(session, period, hoursFrom);
            LocalDateTime stillFrom = hoursOfRoutesFrom(session);
            if (stillFrom.equals(hoursFrom)) {
              return routes;
            }
            // The hours of a day were forgotten meanwhile, or the first ones merged.
            hoursFrom = stillFrom;
          }
        });
  }

  /** Returns the first day of which merged routes are known by hours. */
  private LocalDateTime hoursOfRoutesFrom(Transaction session) throws SQLException {
    try (PreparedStatement statement = session.prepare(Sql.FIRST_HOUR_OF_ROUTES, app);
        ResultSet row = statement.executeQuery()) {
      row.next();
      LocalDateTime first = row.getObject(1, LocalDateTime.class);
      return first == null ? LocalDateTime.MAX : Unit.DAY.start(first);
    }
  }

  private SortedMap<String, Sums> routes(
      Transaction session, Period period, LocalDateTime hoursFrom) throws SQLException {
    List<Period> pieces = new ArrayList<>(List.of(period));
    pieces.addAll(period.withHoursFrom(hoursFrom).pieces());
    SortedMap<String, Sums> routes = new TreeMap<>();
    try (PreparedStatement statement = session.prepare(Sql.RANGE_BY_ROUTE, parameters(pieces));
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        routes.put(row.getString(1), Columns.get(row, 2));
      }
    }
    return routes;
  }

  /**
   * Returns what the routes at a path and below it have cost together in each day or month that a
   * period touches, by the beginning of each; those in which nothing was counted are missing.
   *
   * @param path whole segments as {@code /orders}, after the context path if there is one
   * @param bucket a day or a month
   */
  public SortedMap<Instant, Sums> routesBelow(String path, Bucket bucket, Instant from, Instant to)
      throws StoreException {
    Period period = Period.ofHours(utc(from), utc(to));
    return switch (bucket) {
      case DAY -> routesBelow(Sql.ROUTES_BELOW_BY_DAY, path, period.around(Unit.DAY), DAY);
      case MONTH -> routesBelow(Sql.ROUTES_BELOW_BY_MONTH, path, period.around(Unit.MONTH), MONTH);
      default ->
          throw new IllegalArgumentException("bucket must be DAY or MONTH, but was " + bucket);
    };
  }

  private SortedMap<Instant, Sums> routesBelow(
      Sql sql, String path, Period period, Key<Instant> key) throws StoreException {
    // As labels are written; a blank is in none but behind the method.
    String label = new Route("", path).label().replaceAll("[!%_]", "!$0");
    List<Object> ofPiece =
        List.of(app, period.fromUtc(), period.toUtc(), "% " + label, "% " + label + "/%");
    List<Object> parameters = new ArrayList<>(ofPiece);
    parameters.addAll(ofPiece);
    return read(
        session -> {
          SortedMap<Instant, Sums> buckets = new TreeMap<>();
          try (PreparedStatement statement = session.prepare(sql, parameters.toArray());
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              buckets.merge(key.of(row), Columns.get(row, 2), Sums::plus);
            }
          }
          return buckets;
        });
  }

  /**
   * Returns what it has cost in each hour, day, month or year that a period touches, by the
   * beginning of each; those in which nothing was counted are missing.
   */
  public SortedMap<Instant, Statement> by(Bucket bucket, Instant from, Instant to)
      throws StoreException {
    LocalDateTime first = utc(from);
    LocalDateTime end = utc(to);
    return switch (bucket) {
      case HOUR ->
          buckets(Sql.HOURS, Period.ofHours(first, end), row -> instant(Transaction.utc(row, 1)));
      case DAY -> buckets(Sql.DAYS, Period.ofHours(first, end).around(Unit.DAY), DAY);
      case MONTH -> buckets(Sql.MONTHS, Period.ofHours(first, end).around(Unit.MONTH), MONTH);
      case YEAR ->
          buckets(
              Sql.MONTHS,
              new Period(yearOf(first), yearOf(end.minusNanos(1)).plusYears(1)),
              row -> instant(yearOf(month(row.getInt(1)))));
    };
  }

  private static LocalDateTime month(int monthsSinceYear0) {
    int months = monthsSinceYear0 - 1;
    return LocalDate.of(months / MONTHS_PER_YEAR, months % MONTHS_PER_YEAR + 1, 1).atStartOfDay();
  }

  private static LocalDateTime yearOf(LocalDateTime time) {
    return LocalDate.of(time.getYear(), 1, 1).atStartOfDay();
  }

  /**
   * Returns the profile over the hours of the day: what it has cost in each UTC hour, from 0 to 23,
   * over all days of the months that a period touches.
   */
  public SortedMap<Integer, Statement> byHourOfDay(Instant from, Instant to) throws StoreException {
    Period months = Period.ofHours(utc(from), utc(to)).around(Unit.MONTH);
    return buckets(Sql.HOURS_OF_DAY, months, row -> row.getInt(1));
  }

  private <K extends Comparable<K>> SortedMap<K, Statement> buckets(
      Sql sql, Period period, Key<K> key) throws StoreException {
    return read(
        session -> {
          SortedMap<K, Statement> buckets = new TreeMap<>();
          Object[] parameters = parameters(List.of(period, period));
          try (PreparedStatement statement = session.prepare(sql, parameters);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              CostCategory line = Rows.line(row.getString(2));
              Statement books = new Statement(Map.of(line, Columns.get(row, 3)));
              buckets.merge(key.of(row), books, Statement::plus);
            }
          }
          return buckets;
        });
  }

  /**
   * Returns what it costs per minute: the mean of the last two hours, or of the time since it was
   * first counted if that is less. The oldest hour counts in part, as if all of it were alike.
   */
  public CostRate rate(Instant now) throws StoreException {
    Optional<Instant> first = firstCounted();
    Instant from = now.minus(RATE_PERIOD);
    Instant oldest = from.truncatedTo(ChronoUnit.HOURS);
    double partOfOldest =
        1 - Duration.between(oldest, from).toMillis() / (double) Duration.ofHours(1).toMillis();
    double minutes =
        Math.min(
            (double) RATE_PERIOD.toMinutes(),
            first.map(begin -> Duration.between(begin, now).toSeconds() / 60.0).orElse(0.0));
    double nanojoules = 0;
    double picograms = 0;
    for (var hour : by(Bucket.HOUR, from, now).entrySet()) {
      double part = hour.getKey().equals(oldest) ? partOfOldest : 1;
      Sums all = hour.getValue().total();
      nanojoules += part * all.get(Metric.ENERGY_NANOJOULES).doubleValue();
      picograms += part * all.get(Metric.EMISSIONS_PICOGRAMS).doubleValue();
    }
    return CostRate.of(nanojoules, picograms, minutes);
  }

  /**
   * Returns the instances that run now, the oldest first, and behind them one for all that have
   * ended, if any have.
   */
  public List<InstanceTotal> instances() throws StoreException {
    return read(
        session -> {
          Map<Long, Statement> totals = totalsByInstance(session);
          List<InstanceTotal> instances = new ArrayList<>();
          OffsetDateTime since = session.now().minus(aliveFor);
          try (PreparedStatement statement = session.prepare(Sql.LIVE_INSTANCES, app, since);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              Statement books = totals.remove(row.getLong(1));
              instances.add(
                  new InstanceTotal(
                      row.getString(2),
                      row.getString(3),
                      row.getObject(4, OffsetDateTime.class).toInstant(),
                      row.getObject(5, OffsetDateTime.class).toInstant(),
                      books == null ? Statement.NONE : books));
            }
          }
          if (!totals.isEmpty()) {
            Statement ended = totals.values().stream().reduce(Statement.NONE, Statement::plus);
            instances.add(new InstanceTotal("", "", Instant.EPOCH, Instant.EPOCH, ended));
          }
          return instances;
        });
  }

  private Map<Long, Statement> totalsByInstance(Transaction session) throws SQLException {
    Map<Long, Statement> totals = new HashMap<>();
    try (PreparedStatement statement = session.prepare(Sql.TOTALS_BY_INSTANCE, app);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        CostCategory line = Rows.line(row.getString(2));
        totals.merge(
            row.getLong(1), new Statement(Map.of(line, Columns.get(row, 3))), Statement::plus);
      }
    }
    return totals;
  }

  private <T> T read(Database.Work<T> work) throws StoreException {
    try {
      return database.transaction(work);
    } catch (SQLException | RuntimeException e) {
      log.debug("The store cannot be read: {}", Fault.of(e));
      throw new StoreException(Fault.of(e));
    }
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Instant instant(LocalDateTime utc) {
    return utc.toInstant(ZoneOffset.UTC);
  }

  /** Closes the connection; it is opened again when it is needed. */
  @Override
  public void close() {
    database.close();
  }
}
