// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Route;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.settings.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances whose transactions each get another session of PostgreSQL. */
class PgBouncerTest {

  private static final String USER = "bounced";
  private static final Host HOST = Host.unknown(2);

  /** Enough for each statement to be used ten times; {@code -Dpgbouncer.seconds=300} is more. */
  private static final int SECONDS = Integer.getInteger("pgbouncer.seconds", 2);

  @TempDir private static Path folder;

  private record Instance(FootprintMonitor monitor, TotalsStore store) {

    void serve(int requests, String path) {
      for (int i = 0; i < requests; i++) {
        monitor.ledger().countRequest(new Route("GET", path), true, true, false);
      }
    }

    void close() {
      monitor.close();
      store.close(monitor.ledger().snapshot());
    }
  }

  private static Instance start(String url) {
    StoreSettings settings =
        new StoreSettings(url, "", "", Duration.ofMillis(100), Duration.ofDays(7), "");
    FootprintMonitor monitor =
        FootprintMonitor.start(
            FootprintSettings.from(new SettingSources().parameters(Map.of()), HOST),
            new FakeHostProbe(HOST));
    TotalsStore store = TotalsStore.of(settings, "shop", "1.0");
    store.start(monitor);
    return new Instance(monitor, store);
  }

  @Test
  void storesAllWithoutAWarningThoughEachTransactionHasAnotherSession() throws Exception {
    assumeTrue(PgBouncer.installed().isPresent(), "PgBouncer is not installed (Debian: pgbouncer)");
    try (TestTables tables = TestTables.in(TestDatabase.POSTGRES);
        CapturedLog log = CapturedLog.ofFaults()) {
      String url = tables.settings().address();
      int port = URI.create(url.substring("jdbc:".length())).getPort();
      // PgBouncer knows no search path of a session: it is that of the user.
      tables.change("CREATE ROLE " + USER + " LOGIN SUPERUSER");
      tables.change(
          "ALTER ROLE %s SET search_path = %s"
              .formatted(USER, TestDatabase.schema(tables.settings())));
      try (PgBouncer bouncer = PgBouncer.start(folder, port, USER)) {
        long served =
            load("jdbc:postgresql://127.0.0.1:" + bouncer.port() + "/postgres?user=" + USER);
        assertEquals(List.of(), log.warnings());
        assertEquals(
            served,
            tables.history("shop").total().line(CostCategory.REQUESTS).asLong(Metric.REQUESTS));
        assertEquals(
            2, tables.number("SELECT COUNT(*) FROM xfootprint_instance WHERE ended = TRUE"));
        assertEquals(
            served,
            tables.number(
                "SELECT SUM(requests) FROM xfootprint_route WHERE unit IN ('instance-hour',"
                    + " 'day')"));
      } finally {
        tables.change("DROP OWNED BY " + USER);
        tables.change("DROP ROLE " + USER);
      }
    }
  }

  /** Returns how many requests were counted. */
  private static long load(String url) throws Exception {
    Random random = new Random(17);
    long served = 0;
    List<Instance> instances = List.of(start(url), start(url));
    try (TotalsHistory first = instances.get(0).store().history();
        TotalsHistory second = instances.get(1).store().history()) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      while (System.nanoTime() - end < 0) {
        for (Instance each : instances) {
          int requests = random.nextInt(20);
          each.serve(requests, "/" + random.nextInt(30));
          served += requests;
        }
        // Both at the same time have sessions of their own, which come back in any order.
        long told = first.total().line(CostCategory.REQUESTS).asLong(Metric.REQUESTS);
        assertTrue(told <= served, () -> "told: " + told);
        assertTrue(second.instances().size() <= instances.size());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
    for (Instance each : instances) {
      each.serve(5, "/last");
      served += 5;
      each.close();
    }
    return served;
  }
}
