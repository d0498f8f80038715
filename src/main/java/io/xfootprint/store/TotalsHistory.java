// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Columns;
import io.xfootprint.database.Database;
import io.xfootprint.database.Fault;
import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.database.Transaction.RowReader;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.GridUse;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.regression.VersionCosts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what an application has cost over time, all of its instances together.
 *
 * <p>Periods are whole hours in UTC, those that the period touches. Each answer comes from one
 * statement, so that an hour that is being merged is in it once. Routes are known by hours for the
 * last three days, and by days before: a period has the days that begin in it.
 *
 * <p>All methods ask the database and block. For use by one thread at a time.
 */
public final class TotalsHistory implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TotalsHistory.class);

  private static final Duration RATE_PERIOD = Duration.ofHours(2);

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
    return read(session -> session.query(Sql.FIND_APP, row -> instant(time(row)), app)).stream()
        .findFirst();
  }

  /** Returns what it has cost since it was first counted. */
  public Statement total() throws StoreException {
    return read(session -> Rows.statement(session, Sql.APP_TOTAL, app));
  }

  /** Returns what it has cost in a period. */
  public Statement total(Instant from, Instant to) throws StoreException {
    HourRange range = range(from, to);
    return read(
        session -> Rows.statement(session, Sql.RANGE_BY_LINE, parameters(range, range.pieces())));
  }

  /** Returns the application and both ends of a range, for each range of the statement. */
  private Object[] parameters(HourRange ofInstances, List<HourRange> ofAll) {
    return Stream.concat(Stream.of(ofInstances), ofAll.stream())
        .flatMap(range -> Stream.of(app, range.fromUtc(), range.toUtc()))
        .toArray();
  }

  /**
   * Returns what each route has cost in a period, by label: the 1,000 dearest ones, and all others
   * as {@code (other)}.
   */
  public SortedMap<String, Sums> routes(Instant from, Instant to) throws StoreException {
    HourRange range = range(from, to);
    return read(session -> ofRoutes(session, hoursFrom -> routes(session, range, hoursFrom)));
  }

  /**
   * Returns what it has cost in a period, with its routes. Both come from one statement, and the
   * line of requests is the sum of the routes, so the full costs of the routes add up to that of
   * the application. Requests of no stored route are in {@code (other)}. Ask for whole days where
   * routes are known by days.
   */
  public Statement books(Instant from, Instant to) throws StoreException {
    HourRange range = range(from, to);
    return read(session -> ofRoutes(session, hoursFrom -> books(session, range, hoursFrom)));
  }

  private Statement books(Transaction session, HourRange range, LocalDateTime hoursFrom)
      throws SQLException {
    Map<CostCategory, Sums> lines = new EnumMap<>(CostCategory.class);
    Map<String, Sums> routes = new HashMap<>();
    Object[] ofLines = parameters(range, range.pieces());
    Object[] ofRoutes = parameters(range, range.withHoursFrom(hoursFrom).pieces());
    session.query(
        Sql.RANGE_WITH_ROUTES,
        row ->
            row.getBoolean(1)
                ? routes.put(row.getString(2), Columns.get(row, 3))
                : lines.put(Rows.line(row, 2), Columns.get(row, 3)),
        Stream.of(ofLines, ofRoutes).flatMap(Arrays::stream).toArray());
    return Statement.of(lines, routes);
  }

  /** A question about routes. */
  private interface OfRoutes<T> {
    T ask(LocalDateTime hoursFrom) throws SQLException;
  }

  /** Asks again if meanwhile the hours of a day were deleted, or the first ones merged. */
  private <T> T ofRoutes(Transaction session, OfRoutes<T> question) throws SQLException {
    LocalDateTime hoursFrom = hoursOfRoutesFrom(session);
    while (true) {
      T answer = question.ask(hoursFrom);
      LocalDateTime stillFrom = hoursOfRoutesFrom(session);
      if (stillFrom.equals(hoursFrom)) {
        return answer;
      }
      hoursFrom = stillFrom;
    }
  }

  /** Returns the first day on which merged routes are known by hours. */
  private LocalDateTime hoursOfRoutesFrom(Transaction session) throws SQLException {
    return session
        .query(Sql.FIRST_HOUR_OF_ROUTES, row -> Optional.ofNullable(time(row)), app)
        .get(0)
        .map(Granularity.DAY::start)
        .orElse(LocalDateTime.MAX);
  }

  private SortedMap<String, Sums> routes(
      Transaction session, HourRange range, LocalDateTime hoursFrom) throws SQLException {
    return session.sums(
        Sql.RANGE_BY_ROUTE,
        row -> row.getString(1),
        parameters(range, range.withHoursFrom(hoursFrom).pieces()));
  }

  /**
   * Returns what the routes at a path and below it have cost together in each day or month that a
   * period touches, by the start of each; those in which nothing was counted are missing.
   *
   * @param path whole segments as {@code /orders}, after the context path if there is one
   * @param granularity days or months
   */
  public SortedMap<Instant, Sums> routesBelow(
      String path, Granularity granularity, Instant from, Instant to) throws StoreException {
    RouteSteps steps = RouteSteps.below(path, granularity);
    return read(session -> steps.read(session, app, range(from, to)));
  }

  /**
   * Returns what one route has cost in each hour, day, month or year that a period touches, by the
   * start of each; those in which nothing was counted are missing. Hours are known for the last
   * three days.
   *
   * @param label its name, such as {@code GET /orders/*}
   */
  public SortedMap<Instant, Sums> route(
      String label, Granularity granularity, Instant from, Instant to) throws StoreException {
    RouteSteps steps = RouteSteps.of(label, granularity);
    return read(session -> steps.read(session, app, range(from, to)));
  }

  /**
   * Returns what it has cost in each hour, day, month or year that a period touches, by the start
   * of each; those in which nothing was counted are missing.
   */
  public SortedMap<Instant, Statement> by(Granularity granularity, Instant from, Instant to)
      throws StoreException {
    Sql sql =
        switch (granularity) {
          case HOUR -> Sql.HOURS;
          case DAY -> Sql.DAYS;
          case MONTH, YEAR -> Sql.MONTHS;
        };
    return statements(
        sql, range(from, to).around(granularity), row -> Rows.start(granularity, row));
  }

  /**
   * Returns what each source of carbon intensities has priced in each hour, day, month or year that
   * a period touches, by the start of each and the name of the source. The mean intensity of each
   * follows.
   */
  public SortedMap<Instant, Map<String, GridUse>> grids(
      Granularity granularity, Instant from, Instant to) throws StoreException {
    Sql sql =
        switch (granularity) {
          case HOUR -> Sql.GRIDS_BY_HOUR;
          case DAY -> Sql.GRIDS_BY_DAY;
          case MONTH, YEAR -> Sql.GRIDS_BY_MONTH;
        };
    return grids(sql, granularity, range(from, to).around(granularity));
  }

  /** Returns the same over a period, by the name of the source. */
  public SortedMap<String, GridUse> grids(Instant from, Instant to) throws StoreException {
    SortedMap<String, GridUse> all = new TreeMap<>();
    grids(Sql.GRIDS_BY_MONTH, Granularity.MONTH, range(from, to))
        .values()
        .forEach(month -> month.forEach((source, use) -> all.merge(source, use, GridUse::plus)));
    return all;
  }

  private SortedMap<Instant, Map<String, GridUse>> grids(
      Sql sql, Granularity granularity, HourRange range) throws StoreException {
    return read(
        session -> Rows.grids(session, sql, granularity, app, range.fromUtc(), range.toUtc()));
  }

  /**
   * Returns the profile over the hours of the day: what it has cost in each UTC hour, from 0 to 23,
   * over all days of the months that a period touches.
   */
  public SortedMap<Integer, Statement> byHourOfDay(Instant from, Instant to) throws StoreException {
    HourRange months = range(from, to).around(Granularity.MONTH);
    return statements(Sql.HOURS_OF_DAY, months, row -> row.getInt(1));
  }

  private <K extends Comparable<K>> SortedMap<K, Statement> statements(
      Sql sql, HourRange range, RowReader<K> key) throws StoreException {
    return read(session -> statements(session, sql, key, parameters(range, List.of(range))));
  }

  /** Returns a statement for each key; each row has a key, a line and its sums. */
  private static <K extends Comparable<K>> SortedMap<K, Statement> statements(
      Transaction session, Sql sql, RowReader<K> key, Object... parameters) throws SQLException {
    SortedMap<K, Statement> statements = new TreeMap<>();
    session.query(
        sql,
        row -> {
          Statement line = new Statement(Map.of(Rows.line(row, 2), Columns.get(row, 3)));
          return statements.merge(key.read(row), line, Statement::plus);
        },
        parameters);
    return statements;
  }

  /**
   * Returns what it costs per minute: the mean of the last two hours, or of the time since it was
   * first counted if that is less. The oldest hour counts in part, as if its cost were even.
   */
  public CostRate rate(Instant now) throws StoreException {
    Instant from = now.minus(RATE_PERIOD);
    Instant oldest = from.truncatedTo(ChronoUnit.HOURS);
    double partOfOldest =
        1 - Duration.between(oldest, from).toMillis() / (double) Duration.ofHours(1).toMillis();
    double age =
        firstCounted().map(first -> Duration.between(first, now).toSeconds() / 60.0).orElse(0.0);
    double nanojoules = 0;
    double picograms = 0;
    for (var hour : by(Granularity.HOUR, from, now).entrySet()) {
      double part = hour.getKey().equals(oldest) ? partOfOldest : 1;
      Sums all = hour.getValue().full();
      nanojoules += part * all.get(Metric.ENERGY_NANOJOULES).doubleValue();
      picograms += part * all.get(Metric.EMISSIONS_PICOGRAMS).doubleValue();
    }
    return CostRate.of(nanojoules, picograms, Math.min((double) RATE_PERIOD.toMinutes(), age));
  }

  /**
   * Returns the instances that run now, the oldest first, and after them one for all that have
   * ended, if there are any.
   */
  public List<InstanceTotal> instances() throws StoreException {
    return read(
        session -> {
          Map<Long, Statement> totals =
              statements(session, Sql.TOTALS_BY_INSTANCE, row -> row.getLong(1), app);
          List<InstanceTotal> instances =
              session.query(
                  Sql.LIVE_INSTANCES,
                  row ->
                      new InstanceTotal(
                          row.getString(2),
                          Objects.toString(row.getString(6), ""),
                          row.getString(3),
                          row.getObject(4, OffsetDateTime.class).toInstant(),
                          row.getObject(5, OffsetDateTime.class).toInstant(),
                          Optional.ofNullable(totals.remove(row.getLong(1)))
                              .orElse(Statement.NONE)),
                  app,
                  session.now().minus(aliveFor));
          if (!totals.isEmpty()) {
            Statement ended = totals.values().stream().reduce(Statement.NONE, Statement::plus);
            instances.add(new InstanceTotal("", "", "", Instant.EPOCH, Instant.EPOCH, ended));
          }
          return instances;
        });
  }

  /** Returns what tenants have cost in a month in UTC. */
  public StoredTenants tenants(YearMonth month) throws StoreException {
    return read(session -> TenantTables.read(session, app, month));
  }

  /**
   * Returns what the versions cost that were first seen last, the latest one first.
   *
   * @param most number of versions, at most
   */
  public List<VersionCosts> versions(int most) throws StoreException {
    return versions(most, (session, version) -> VersionTables.withRoutes(session, version, app));
  }

  /**
   * Returns all versions that are kept, the latest one first.
   *
   * @param withRoutes the names of those with their routes; the others have none
   */
  public List<VersionCosts> allVersions(Set<String> withRoutes) throws StoreException {
    return versions(
        Integer.MAX_VALUE,
        (session, version) ->
            withRoutes.contains(version.version())
                ? VersionTables.withRoutes(session, version, app)
                : version);
  }

  /** Returns all versions that are kept, the latest one first, each with one route alone. */
  public List<VersionCosts> versionsOfRoute(String label) throws StoreException {
    return versions(
        Integer.MAX_VALUE,
        (session, version) -> VersionTables.withRoute(session, version, app, label));
  }

  /** Reads what is asked of a version. */
  private interface OfVersion {
    VersionCosts read(Transaction session, VersionCosts version) throws SQLException;
  }

  private List<VersionCosts> versions(int most, OfVersion question) throws StoreException {
    return read(
        session -> {
          List<VersionCosts> read = new ArrayList<>();
          for (VersionCosts version : VersionTables.versions(session, most, app)) {
            read.add(question.read(session, version));
          }
          return read;
        });
  }

  <T> T read(Database.Work<T> work) throws StoreException {
    try {
      return database.transaction(work);
    } catch (SQLException | RuntimeException e) {
      log.debug("The store cannot be read: {}", Fault.of(e));
      throw new StoreException(Fault.of(e));
    }
  }

  private static HourRange range(Instant from, Instant to) {
    return HourRange.ofHours(
        LocalDateTime.ofInstant(from, ZoneOffset.UTC), LocalDateTime.ofInstant(to, ZoneOffset.UTC));
  }

  private static LocalDateTime time(ResultSet row) throws SQLException {
    return row.getObject(1, LocalDateTime.class);
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
