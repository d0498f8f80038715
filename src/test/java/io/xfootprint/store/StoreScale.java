// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database;
import io.xfootprint.database.Schema;
import io.xfootprint.database.Sql;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.settings.StoreSettings;
import io.xfootprint.store.InstanceStore.EndedInstanceException;
import io.xfootprint.store.InstanceStore.InstanceWrite;
import io.xfootprint.store.InstanceStore.StoredTotal;
import io.xfootprint.store.Rows.Kind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How far the store goes: writes of up to 1,000 instances with 200 routes each against one
 * PostgreSQL on this machine, and what it takes to read a year, in PostgreSQL and H2.
 *
 * <pre>{@code
 * mvn -q -Pscale
 * }</pre>
 */
public final class StoreScale {

  private static final int ROUTES = 200;
  private static final int WRITES = 3;
  private static final int READINGS = 30;
  private static final int[] FLEETS = {1, 10, 100, 1000};
  private static final int FLEET_OF_YEAR = 50;

  /** The one that runs, the one that is only just over, and what came before the next tidying. */
  private static final int OPEN_HOURS = 3;

  /** Today and the three days before it. */
  private static final int DAYS_WITH_HOURS_OF_ROUTES = 4;

  private static final double NANO = 1e9;
  private static final double MEGA = 1e6;
  private static final LocalDateTime YEAR = LocalDateTime.of(2025, 1, 1, 0, 0);

  private static final Random RANDOM = new Random(1);

  private StoreScale() {}

  public static void main(String[] arguments) throws Exception {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder().setServerConfig("max_connections", "1100").start()) {
      for (int instances : FLEETS) {
        write(server, instances);
      }
      String url = server.getJdbcUrl("postgres", "postgres");
      Settings.inSchema(server, "year");
      readYear("PostgreSQL, 1 instance", url + "&currentSchema=year", 1);
      printSizes(server, "year");
      Settings.inSchema(server, "fleet");
      readYear("PostgreSQL, 50 instances", url + "&currentSchema=fleet", FLEET_OF_YEAR);
      printSizes(server, "fleet");
    }
    Path folder = Files.createTempDirectory("x-footprint-scale");
    Path file = folder.resolve("year.mv.db");
    readYear("H2, 1 instance", "jdbc:h2:file:" + folder.resolve("year"), 1);
    System.out.printf("  file %.0f MB%n", Files.size(file) / MEGA);
    Files.delete(file);
    Files.delete(folder);
  }

  /** Names of schemas, made before they are used. */
  private static final class Settings {

    static void inSchema(EmbeddedPostgres server, String schema) throws SQLException {
      try (Connection connection = server.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA " + schema);
      }
    }
  }

  private static JdbcInstanceStore store(StoreSettings settings) {
    return new JdbcInstanceStore(
        new Database(ConnectionSource.of(settings)),
        Schema.ofThisVersion(),
        "shop",
        new InstanceName("bench/1", "1.0"),
        Duration.ofMinutes(1),
        Duration.ZERO);
  }

  private static Sums amounts() {
    return Sums.from(figure -> BigInteger.valueOf(RANDOM.nextLong(1_000_000_000_000L)));
  }

  private static Statement sums(int routes) {
    Map<String, Sums> byRoute = new HashMap<>();
    for (int i = 0; i < routes; i++) {
      byRoute.put("GET /some/route/{id}/number/" + i, amounts());
    }
    Map<CostCategory, Sums> lines = new EnumMap<>(CostCategory.class);
    for (CostCategory line : CostCategory.values()) {
      lines.put(line, amounts());
    }
    return new Statement(lines, byRoute);
  }

  private static InstanceWrite instanceWrite(long instance, long number) {
    Statement sums = sums(ROUTES);
    return new InstanceWrite(
        instance,
        number,
        number == 1,
        "model",
        new TreeMap<>(Map.of(YEAR, sums)),
        sums,
        YEAR,
        false);
  }

  /** Has all instances write at once, all routes each time, as in the busiest of intervals. */
  private static void write(EmbeddedPostgres server, int instances) throws Exception {
    String schema = "w" + instances;
    Settings.inSchema(server, schema);
    StoreSettings settings =
        TestDatabase.settings(
            server.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema);
    List<JdbcInstanceStore> stores = new ArrayList<>();
    for (int i = 0; i < instances; i++) {
      stores.add(store(settings));
    }
    stores.get(0).open();
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(instances, 100));
    try {
      all(threads, stores, 1);
      long begin = System.nanoTime();
      for (int i = 0; i < WRITES; i++) {
        all(threads, stores, 2 + i);
      }
      double seconds = (System.nanoTime() - begin) / NANO / WRITES;
      int rows = instances * (ROUTES + 2 * CostCategory.values().length + 1);
      System.out.printf(
          "%d instances x %d routes: %.2f s for one write of all; %.0f rows/s; a write of one and"
              + " the total of all: %.1f ms%n",
          instances, ROUTES, seconds, rows / seconds, millis(() -> oneMore(stores.get(0))));
    } finally {
      threads.shutdown();
      stores.forEach(JdbcInstanceStore::close);
    }
  }

  private static int number = 100;

  private static StoredTotal oneMore(JdbcInstanceStore store)
      throws SQLException, EndedInstanceException {
    return store.write(instanceWrite(1, number++));
  }

  private static void all(ExecutorService threads, List<JdbcInstanceStore> stores, int number)
      throws Exception {
    List<Future<StoredTotal>> done = new ArrayList<>();
    for (int i = 0; i < stores.size(); i++) {
      JdbcInstanceStore store = stores.get(i);
      InstanceWrite write = instanceWrite(i + 1L, number);
      done.add(threads.submit(() -> store.write(write)));
    }
    for (Future<StoredTotal> one : done) {
      one.get();
    }
  }

  /** Fills a store as it is after a year, its last hours not merged, and reads it. */
  private static void readYear(String name, String url, int instances) throws Exception {
    StoreSettings settings = TestDatabase.settings(url);
    Database database = new Database(ConnectionSource.of(settings));
    Schema.ofThisVersion().ensure(database);
    database.transaction(
        session -> session.change(Sql.INSERT_APP, "shop", YEAR, YEAR.atOffset(ZoneOffset.UTC)));
    LocalDateTime end = YEAR.plusYears(1);
    LocalDateTime open = end.minusHours(OPEN_HOURS);
    for (LocalDateTime day = YEAR; day.isBefore(end); day = day.plusDays(1)) {
      add(database, mergedDay(day, day.isBefore(end.minusDays(1)) ? day.plusDays(1) : open, end));
    }
    for (int instance = 1; instance <= instances; instance++) {
      add(database, openHours(open, end, instance));
    }
    TotalsHistory history = new TotalsHistory(database, "shop", Duration.ofMinutes(1));
    Instant from = YEAR.plusDays(10).plusHours(5).toInstant(ZoneOffset.UTC);
    Instant to = YEAR.plusYears(1).minusHours(5).toInstant(ZoneOffset.UTC);
    Instant lastMonth = to.minus(Duration.ofDays(30));
    System.out.println(name + ", " + ROUTES + " routes, a year:");
    print("total", () -> history.total());
    print("total of a range of 353 days", () -> history.total(from, to));
    print("by year", () -> history.by(Granularity.YEAR, from, to));
    print("by month", () -> history.by(Granularity.MONTH, from, to));
    print("by day", () -> history.by(Granularity.DAY, from, to));
    print("by hour, last month", () -> history.by(Granularity.HOUR, lastMonth, to));
    print("by hour of the day", () -> history.byHourOfDay(from, to));
    print("by route, 353 days", () -> history.routes(from, to));
    print("rate", () -> history.rate(to));
    print("by instance", () -> history.instances());
    history.close();
  }

  private static void add(Database database, Rows rows) throws SQLException {
    database.transaction(
        session -> {
          rows.add(session);
          return true;
        });
  }

  private static Rows mergedDay(LocalDateTime day, LocalDateTime until, LocalDateTime end) {
    Rows rows = new Rows("shop");
    for (LocalDateTime hour = day; hour.isBefore(until); hour = hour.plusHours(1)) {
      for (CostCategory line : CostCategory.values()) {
        for (Kind kind : List.of(Kind.HOUR, Kind.DAY, Kind.MONTH, Kind.MONTH_HOUR)) {
          rows.line(kind, hour, Rows.ALL, line, amounts());
        }
      }
      if (!day.isBefore(end.minusDays(DAYS_WITH_HOURS_OF_ROUTES))) {
        for (Map.Entry<String, Sums> route : sums(ROUTES).routes().entrySet()) {
          rows.route(Kind.HOUR, hour, Rows.ALL, route.getKey(), route.getValue());
        }
      }
    }
    sums(ROUTES)
        .routes()
        .forEach(
            (route, amounts) -> {
              rows.route(Kind.DAY, day, Rows.ALL, route, amounts);
              rows.route(Kind.MONTH, day, Rows.ALL, route, amounts);
            });
    return rows;
  }

  private static Rows openHours(LocalDateTime open, LocalDateTime end, int instance) {
    Rows rows = new Rows("shop");
    for (CostCategory line : CostCategory.values()) {
      rows.line(Kind.TOTAL, Rows.BEGIN, instance, line, amounts());
    }
    for (LocalDateTime each = open; each.isBefore(end); each = each.plusHours(1)) {
      LocalDateTime hour = each;
      for (CostCategory line : CostCategory.values()) {
        rows.line(Kind.INSTANCE_HOUR, hour, instance, line, amounts());
      }
      sums(ROUTES)
          .routes()
          .forEach(
              (route, amounts) -> rows.route(Kind.INSTANCE_HOUR, hour, instance, route, amounts));
    }
    return rows;
  }

  private static void print(String what, Callable<?> reading) throws Exception {
    System.out.printf("  %-30s %6.1f ms%n", what, millis(reading));
  }

  /** Returns the median time. */
  private static double millis(Callable<?> work) throws Exception {
    double[] millis = new double[READINGS];
    for (int i = 0; i < READINGS; i++) {
      long begin = System.nanoTime();
      work.call();
      millis[i] = (System.nanoTime() - begin) / MEGA;
    }
    Arrays.sort(millis);
    return millis[READINGS / 2];
  }

  private static void printSizes(EmbeddedPostgres server, String schema) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pg_total_relation_size('%1$s.xfootprint_line'), pg_total_relation_size('%1$s.xfootprint_route')"
                    .formatted(schema))) {
      row.next();
      System.out.printf(
          "  lines %.0f MB, routes %.0f MB with their indexes%n",
          row.getLong(1) / MEGA, row.getLong(2) / MEGA);
    }
  }
}
