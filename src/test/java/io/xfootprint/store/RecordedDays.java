// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database;
import io.xfootprint.database.Schema;
import io.xfootprint.database.Sql;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.Sums;
import io.xfootprint.ledger.TestBooks;
import io.xfootprint.settings.StoreSettings;
import io.xfootprint.store.Rows.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A store in which days of an application stand as they do when they are merged. */
public final class RecordedDays implements AutoCloseable {

  private static final long MEGA = 1_000_000;

  private final TestDatabase kind;
  private final StoreSettings settings;
  private final String app;
  private final Database database;
  private final TotalsStore store;

  private RecordedDays(TestDatabase kind, StoreSettings settings, String app, Database database) {
    this.kind = kind;
    this.settings = settings;
    this.app = app;
    this.database = database;
    store = TotalsStore.of(settings, app, "1.0");
  }

  /** Opens an empty store in which an application was first counted at the beginning of a day. */
  public static RecordedDays since(String app, LocalDate first) throws SQLException {
    return since(TestDatabase.H2, app, first);
  }

  /** Opens one in PostgreSQL. */
  public static RecordedDays inPostgresSince(String app, LocalDate first) throws SQLException {
    return since(TestDatabase.POSTGRES, app, first);
  }

  /** Opens one in any kind of database. */
  static RecordedDays since(TestDatabase kind, String app, LocalDate first) throws SQLException {
    StoreSettings settings = kind.empty();
    Database database = new Database(ConnectionSource.of(settings));
    Schema.ofThisVersion().ensure(database);
    LocalDateTime begin = first.atStartOfDay();
    database.transaction(
        session -> session.change(Sql.INSERT_APP, app, begin, begin.atOffset(ZoneOffset.UTC)));
    return new RecordedDays(kind, settings, app, database);
  }

  /**
   * Adds a day in which a route had so many requests, each of 1 s of CPU time, 2 kJ and 3 mg; idle
   * power took 5 kJ and 7 mg, and the making of the machine 11 mg.
   */
  public RecordedDays day(LocalDate day, String route, long requests) throws SQLException {
    return day(day, List.of(route), requests);
  }

  /** Adds a day in which each of some routes had so many requests. */
  public RecordedDays day(LocalDate day, List<String> routes, long requests) throws SQLException {
    Sums ofRoute = ofRequests(requests);
    Map<CostCategory, Sums> lines = new HashMap<>();
    lines.put(CostCategory.REQUESTS, ofRequests(requests * routes.size()));
    lines.put(CostCategory.IDLE, ofTime(5 * MEGA * MEGA, 7000 * MEGA));
    lines.put(CostCategory.EMBODIED, ofTime(0, 11_000 * MEGA));
    LocalDateTime begin = day.atStartOfDay();
    database.transaction(
        session -> {
          Rows rows = new Rows(app);
          lines.forEach(
              (line, amounts) -> {
                for (Kind kind : List.of(Kind.HOUR, Kind.DAY, Kind.MONTH, Kind.MONTH_HOUR)) {
                  rows.line(kind, begin, Rows.ALL, line, amounts);
                }
                rows.line(Kind.TOTAL, Rows.BEGIN, Rows.ALL, line, amounts);
              });
          for (String route : routes) {
            rows.route(Kind.DAY, begin, Rows.ALL, route, ofRoute);
            rows.route(Kind.MONTH, begin, Rows.ALL, route, ofRoute);
          }
          rows.add(session);
          return true;
        });
    return this;
  }

  /** Adds what a version costs. */
  public RecordedDays version(String version, Map<String, Distribution> routes)
      throws SQLException {
    new VersionTables(database, app).write(version, 1, routes);
    return this;
  }

  /** Adds what an instance has counted in an hour that is not merged yet. */
  RecordedDays hour(LocalDateTime hour, String route, long requests) throws SQLException {
    database.transaction(
        session -> {
          Rows rows = new Rows(app);
          rows.route(Kind.INSTANCE_HOUR, hour, 7, route, ofRequests(requests));
          rows.add(session);
          return true;
        });
    return this;
  }

  /**
   * Adds months on each of whose days so many routes, {@code GET /fill/0} and so on, had one
   * request of 1 s of CPU time, 2 kJ and 3 mg, and nothing else was counted. In H2 only.
   */
  public RecordedDays fill(YearMonth first, YearMonth end, int routes) throws SQLException {
    for (YearMonth month = first; month.isBefore(end); month = month.plusMonths(1)) {
      String begin = "DATE '%s'".formatted(month.atDay(1));
      int days = month.lengthOfMonth();
      fill("route", "day", "DATEADD(DAY, d.x - 1, %s)".formatted(begin), days, routes, 1);
      fill("route", "month", begin, 1, routes, days);
      fill("line", "day", "DATEADD(DAY, d.x - 1, %s)".formatted(begin), days, 1, routes);
      fill("line", "month", begin, 1, 1, days * routes);
    }
    return this;
  }

  private void fill(String of, String unit, String start, int starts, int names, int requests)
      throws SQLException {
    run(
        ("INSERT INTO xfootprint_%1$s (app, unit, start_utc, instance, %1$s, requests, errors,"
                + " without_cpu, without_bytes, estimated, cpu_ns, gc_cpu_ns, alloc_b, energy_nj,"
                + " gc_nj, co2e_pg, energy_low_nj, energy_high_nj, co2e_low_pg, co2e_high_pg) SELECT"
                + " '%2$s', '%3$s', %4$s, 0, %5$s, r.n, 0, 0, 0, 0, 1000000000 * r.n, 0, r.n,"
                + " 2000000000000 * r.n, 0, 3000000000 * r.n, 0, 0, 0, 0 FROM SYSTEM_RANGE(1, %7$d) d,"
                + " (SELECT x, CAST(%6$d AS BIGINT) AS n FROM SYSTEM_RANGE(1, %8$d)) r")
            .formatted(
                of,
                app,
                unit,
                start,
                of.equals("line") ? "'requests'" : "'GET /fill/' || r.x",
                requests,
                starts,
                names));
  }

  private static Sums ofRequests(long requests) {
    return TestBooks.sums(
        requests,
        0,
        0,
        0,
        0,
        requests * 1000 * MEGA,
        requests,
        requests * 2 * MEGA * MEGA,
        requests * 3000 * MEGA);
  }

  private static Sums ofTime(long nanojoules, long picograms) {
    return TestBooks.sums(0, 0, 0, 0, 0, 0, 0, nanojoules, picograms);
  }

  /** Has nobody be able to read it. */
  public void lose() throws SQLException {
    run("ALTER TABLE xfootprint_line RENAME TO elsewhere");
  }

  /** Makes it as it was. */
  public void find() throws SQLException {
    run("ALTER TABLE elsewhere RENAME TO xfootprint_line");
  }

  private void run(String script) throws SQLException {
    database.transaction(
        session -> {
          session.run(script);
          return true;
        });
  }

  /** Forgets what is older, by whole months. */
  public void forget(Duration retention) throws SQLException {
    run("UPDATE xfootprint_app SET tidied_at = CURRENT_TIMESTAMP - INTERVAL '2' HOUR");
    new Compaction(database, app, retention).run();
  }

  /** Returns the store, which nobody writes. */
  public TotalsStore store() {
    return store;
  }

  /** Returns where it is. */
  public StoreSettings settings() {
    return settings;
  }

  @Override
  public void close() throws SQLException {
    database.close();
    store.discard();
    kind.drop(settings);
  }
}
