// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database;
import io.xfootprint.database.OnePerThread;
import io.xfootprint.database.Schema;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.database.WatchedConnections;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.store.InstanceStore.InstanceWrite;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A thousand and ten thousand instances that write once a minute to one PostgreSQL on this machine,
 * each at a moment of its own, over a few connections; then the same through PgBouncer, if it is
 * installed.
 *
 * <pre>{@code
 * mvn -q -Pfleet
 * }</pre>
 */
public final class FleetScale {

  private static final int[] FLEETS = {1_000, 10_000};
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Duration WARM_UP = Duration.ofSeconds(65);
  private static final Duration MEASURED =
      Duration.ofSeconds(Integer.getInteger("fleet.seconds", 90));

  private static final int CONNECTIONS = 16;
  private static final int READINGS = 5;
  private static final int ROUTES = Integer.getInteger("fleet.routes", 20);
  private static final int ROUTES_OF_A_WRITE = 5;
  private static final double NANO = 1e9;
  private static final double MEGA = 1e6;

  private static final String FIGURES =
      Arrays.stream(Metric.values()).map(Metric::column).collect(Collectors.joining(", "));

  /** What {@link MadeUp#amounts} of 1 are. */
  private static final String AMOUNTS =
      IntStream.rangeClosed(1, Metric.values().length)
          .mapToObj(String::valueOf)
          .collect(Collectors.joining(", "));

  private final String url;
  private final EmbeddedPostgres server;
  private final int instances;
  private final LocalDateTime hour =
      LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.HOURS).minusHours(3);
  private final List<Writer> writers = new ArrayList<>();
  private final AtomicLong statements = new AtomicLong();

  /** Number of requests that are stored. */
  private final AtomicLong stored = new AtomicLong();

  private FleetScale(EmbeddedPostgres server, String url, int instances) {
    this.server = server;
    this.url = url;
    this.instances = instances;
  }

  /** Takes numbers of instances; without any it has its own. */
  public static void main(String[] arguments) throws Exception {
    int[] fleets =
        arguments.length == 0
            ? FLEETS
            : Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    System.out.println(
        "| instances | through | writes/s (wanted) | transactions/s | statements/s | rows read/s |"
            + " rows fetched/s | CPU of the server | behind, median and most | write, median and p99"
            + " |\n|---|---|---|---|---|---|---|---|---|---|");
    for (int fleet : fleets) {
      try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
        new FleetScale(server, server.getJdbcUrl("postgres", "postgres"), fleet).run("no pool");
      }
      if (PgBouncer.installed().isPresent()) {
        Path folder = Files.createTempDirectory("x-footprint-scale");
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
            PgBouncer bouncer = PgBouncer.start(folder, server.getPort(), "postgres")) {
          String url = "jdbc:postgresql://127.0.0.1:" + bouncer.port() + "/postgres?user=postgres";
          new FleetScale(server, url, fleet).run("PgBouncer");
        }
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(folder);
      }
    }
  }

  /** An instance that counts a request before each write. */
  private final class Writer {

    private final long number;
    private final JdbcInstanceStore store;
    private long writes;
    private long counted = 1;

    Writer(long number, ConnectionSource connections) {
      this.number = number;
      store =
          new JdbcInstanceStore(
              new Database(connections),
              Schema.ofThisVersion(),
              "shop",
              new InstanceName("bench/" + number, "1.0"),
              INTERVAL.multipliedBy(3),
              Duration.ZERO);
    }

    /** Returns the requests of the whole application that it finds. */
    long write() throws Exception {
      counted++;
      writes++;
      Sums amounts = MadeUp.amounts(counted);
      Map<CostCategory, Sums> lines = new EnumMap<>(CostCategory.class);
      for (CostCategory line : CostCategory.values()) {
        lines.put(line, amounts);
      }
      Map<String, Sums> routes = new HashMap<>();
      for (int i = 0; i < ROUTES_OF_A_WRITE; i++) {
        routes.put(route((int) (writes * ROUTES_OF_A_WRITE + i) % ROUTES), amounts);
      }
      long told =
          store
              .write(
                  new InstanceWrite(
                      number,
                      writes,
                      writes == 1,
                      "model-vm",
                      new TreeMap<>(Map.of(hour, new Statement(lines, routes))),
                      new Statement(lines),
                      hour,
                      false))
              .books()
              .line(CostCategory.REQUESTS)
              .asLong(Metric.REQUESTS);
      stored.incrementAndGet();
      store.tidy();
      return told;
    }
  }

  private static String route(int number) {
    return "GET /some/route/{id}/number/" + number;
  }

  private void run(String through) throws Exception {
    ConnectionSource direct =
        ConnectionSource.of(TestDatabase.settings(server.getJdbcUrl("postgres", "postgres")));
    try (Connection connection = direct.open()) {
      Schema.ofThisVersion().ensure(new Database(direct));
      fill(connection);
      ConnectionSource pool =
          new OnePerThread(
              new WatchedConnections(
                  ConnectionSource.of(TestDatabase.settings(url)),
                  sql -> statements.incrementAndGet()));
      for (int i = 1; i <= instances; i++) {
        writers.add(new Writer(i, pool));
      }
      stored.set(instances);
      write(connection, through);
      read(direct);
      merge(connection);
    }
  }

  /** Reads what the page does that has to do with the number of instances. */
  private void read(ConnectionSource connections) throws Exception {
    try (TotalsHistory history =
        new TotalsHistory(new Database(connections), "shop", INTERVAL.multipliedBy(3))) {
      System.out.printf(
          "  total %.0f ms, by instance %.0f ms, day by route %.0f ms%n",
          millis(history::total),
          millis(history::instances),
          millis(
              () ->
                  history.books(
                      hour.toInstant(ZoneOffset.UTC), hour.plusDays(1).toInstant(ZoneOffset.UTC))));
    }
  }

  private static double millis(Callable<?> reading) throws Exception {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < READINGS; i++) {
      long begin = System.nanoTime();
      reading.call();
      best = Math.min(best, (System.nanoTime() - begin) / MEGA);
    }
    return best;
  }

  /** Has one of them merge an hour of all. */
  private void merge(Connection connection) throws SQLException {
    execute(
        connection,
        "UPDATE xfootprint_instance SET open_hour_utc = open_hour_utc + interval '1 hour'",
        "UPDATE xfootprint_app SET tidied_at = now() - interval '2 hours'");
    long begin = System.nanoTime();
    writers.get(0).store.tidy();
    double seconds = (System.nanoTime() - begin) / NANO;
    try (var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT COUNT(*) FROM xfootprint_route WHERE unit = 'instance-hour'")) {
      row.next();
      System.out.printf(
          "  an hour of all, %,d rows, was merged in %.1f s; %d are left%n",
          (long) instances * (ROUTES + CostCategory.values().length), seconds, row.getLong(1));
    }
  }

  /** Stores a first write of each instance, as it would take minutes one by one. */
  private void fill(Connection connection) throws SQLException {
    String series = " FROM generate_series(1, " + instances + ") i";
    String lines =
        ", (VALUES ('requests'), ('background'), ('idle'), ('memory'), ('embodied')) l (line)";
    execute(
        connection,
        "INSERT INTO xfootprint_app (app, first_counted_utc, tidied_at) VALUES ('shop', now(),"
            + " now())",
        "INSERT INTO xfootprint_instance (method, seen_at, writes, open_hour_utc, ended, app,"
            + " instance, name, started_at) SELECT 'model-vm', now(), 1, '"
            + hour
            + "', FALSE, 'shop', i, 'bench/' || i, now()"
            + series,
        ("INSERT INTO xfootprint_line (%s, app, unit, start_utc, instance, line) SELECT %s, 'shop',"
                + " 'total', '1970-01-01', i, line%s%s")
            .formatted(FIGURES, AMOUNTS, series, lines),
        ("INSERT INTO xfootprint_line (%s, app, unit, start_utc, instance, line) SELECT %s, 'shop',"
                + " 'instance-hour', '%s', i, line%s%s")
            .formatted(FIGURES, AMOUNTS, hour, series, lines),
        ("INSERT INTO xfootprint_route (%s, app, unit, start_utc, instance, route) SELECT %s,"
                + " 'shop', 'instance-hour', '%s', i, 'GET /some/route/{id}/number/' || r%s,"
                + " generate_series(0, %d) r")
            .formatted(FIGURES, AMOUNTS, hour, series, ROUTES - 1),
        "VACUUM ANALYZE");
  }

  private static void execute(Connection connection, String... all) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (String sql : all) {
        statement.execute(sql);
      }
    }
  }

  /** What one write took. */
  private record Done(double begun, double seconds, long missing) {}

  private void write(Connection connection, String through) throws Exception {
    AtomicLong turn = new AtomicLong();
    long start = System.nanoTime();
    long end = start + WARM_UP.plus(MEASURED).toNanos();
    double pause = (double) INTERVAL.toNanos() / instances;
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    Callable<List<Done>> work =
        () -> {
          List<Done> done = new ArrayList<>();
          while (System.nanoTime() - end < 0) {
            long number = turn.getAndIncrement();
            long due = start + (long) (number * pause);
            while (due - System.nanoTime() > 0) {
              LockSupport.parkNanos(due - System.nanoTime());
            }
            long begin = System.nanoTime();
            if (begin - end >= 0) {
              break;
            }
            long told = writers.get((int) (number % instances)).write();
            done.add(
                new Done(
                    (begin - start) / NANO,
                    (System.nanoTime() - begin) / NANO,
                    stored.get() - told));
          }
          return done;
        };
    List<Future<List<Done>>> results = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      results.add(threads.submit(work));
    }
    LockSupport.parkNanos(WARM_UP.toNanos());
    ServerCounters counters = new ServerCounters(connection);
    double[] before = read(counters);
    long begin = System.nanoTime();
    LockSupport.parkNanos(MEASURED.toNanos() - TimeUnit.SECONDS.toNanos(2));
    double[] after = read(counters);
    double seconds = (System.nanoTime() - begin) / NANO;
    List<Done> done = new ArrayList<>();
    for (Future<List<Done>> result : results) {
      result.get().stream().filter(one -> one.begun() > WARM_UP.toSeconds()).forEach(done::add);
    }
    threads.shutdown();
    double[] rates = new double[before.length];
    Arrays.setAll(rates, i -> (after[i] - before[i]) / seconds);
    double[] times = done.stream().mapToDouble(Done::seconds).sorted().toArray();
    double[] missing = done.stream().mapToDouble(Done::missing).sorted().toArray();
    double writesPerSecond = rates[5];
    System.out.printf(
        "| %,d | %s | %.0f (%.0f) | %.0f | %.0f | %,.0f | %,.0f | %.2f | %.0f s, %.0f s | %.1f ms,"
            + " %.1f ms |%n",
        instances,
        through,
        writesPerSecond,
        instances / (double) INTERVAL.toSeconds(),
        rates[0],
        rates[4],
        rates[1],
        rates[2],
        rates[3],
        at(missing, 0.5) / writesPerSecond,
        at(missing, 1) / writesPerSecond,
        at(times, 0.5) * 1000,
        at(times, 0.99) * 1000);
  }

  private static double at(double[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
  }

  /** Transactions, rows read, rows fetched, seconds of CPU, statements and writes so far. */
  private double[] read(ServerCounters counters) throws SQLException, IOException {
    // Sessions tell what they did after half a second.
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    return DoubleStream.concat(
            Arrays.stream(counters.read()),
            DoubleStream.of((double) statements.get(), (double) stored.get()))
        .toArray();
  }
}
