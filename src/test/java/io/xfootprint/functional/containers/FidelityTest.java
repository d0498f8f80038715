// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.Burner;
import io.xfootprint.functional.handlers.FidelityHandlers;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.TestBooks;
import io.xfootprint.ledger.Totals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ledger against the clocks of the threads that do the work, whichever way it runs. */
class FidelityTest {

  private static final int WARM_UP = 200;
  private static final int REQUESTS = 21;
  private static final long WARM_UP_NANOS = 100_000;
  private static final long BURNT_NANOS = 10_000_000;
  private static final double LEAST = 0.98;
  private static final double MOST = 1.10;

  private static final Burner BURNER = new Burner();
  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);
  private static final FidelityHandlers HANDLERS = new FidelityHandlers(BURNER, EXECUTOR);

  /** Of each way, the ratios of what was booked to what was used, in order of size. */
  private static final Map<String, List<Double>> RATIOS = new LinkedHashMap<>();

  private static final List<String> LABELS = new ArrayList<>();

  private static Ledger ledger;
  private static LedgerSnapshot done;

  static List<String> ways() {
    return List.copyOf(HANDLERS.ways().keySet());
  }

  @BeforeAll
  static void load() throws Exception {
    WebApp app = WebApp.at("/").errorPages().filter(Map.of("header.digits", "0", "window", "1h"));
    HANDLERS.ways().forEach(app::servlet);
    HANDLERS.helpers().forEach(app::servlet);
    try (JettyServer server = JettyServer.start(app)) {
      ledger = app.monitor().ledger();
      BURNER.set(WARM_UP_NANOS);
      for (int i = 0; i < WARM_UP; i++) {
        for (String way : ways()) {
          server.get(way);
        }
      }
      BURNER.set(BURNT_NANOS);
      for (String way : ways()) {
        RATIOS.put(way, ratios(server, app, way));
      }
      LABELS.addAll(app.labels());
    }
    // The server has stopped its threads, and these are the others: nothing is added any more.
    EXECUTOR.shutdown();
    assertTrue(EXECUTOR.awaitTermination(20, TimeUnit.SECONDS));
    done = ledger.snapshot();
    print();
  }

  private static List<Double> ratios(JettyServer server, WebApp app, String way) throws Exception {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      server.awaitIdle();
      BURNER.take();
      long before = app.cpuNanos("GET " + way);
      server.get(way);
      server.awaitIdle();
      ratios.add((double) (app.cpuNanos("GET " + way) - before) / BURNER.take());
    }
    ratios.sort(null);
    return ratios;
  }

  private static void print() {
    System.out.printf(
        Locale.ROOT,
        "CPU time in the ledger / by the threads' own clocks, %d ms a request, %d requests each:%n",
        BURNT_NANOS / 1_000_000,
        REQUESTS);
    System.out.printf(Locale.ROOT, "%-16s %7s %7s %7s%n", "way", "least", "median", "most");
    RATIOS.forEach(
        (way, ratios) ->
            System.out.printf(
                Locale.ROOT,
                "%-16s %7.4f %7.4f %7.4f%n",
                way.substring(1),
                ratios.get(0),
                median(ratios),
                ratios.get(ratios.size() - 1)));
  }

  private static double median(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  @AfterAll
  static void stop() {
    EXECUTOR.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void booksWhatTheThreadsHaveUsed(String way) {
    List<Double> ratios = RATIOS.get(way);
    assertTrue(ratios.get(0) >= LEAST && median(ratios) <= MOST, ratios::toString);
  }

  @Test
  void addsTheRoutesUpToTheApplication() {
    assertFalse(LABELS.isEmpty());
    Totals application = TestBooks.application(done);
    assertEquals(ledger.total().fullNanojoules(), application.energyNanojoules());
    assertEquals(
        ledger.total().fullPicograms(),
        application.emissionsPicograms()
            + done.now().line(CostCategory.EMBODIED).emissionsPicograms());
    assertEquals(
        ledger.total().energyNanojoules(),
        done.now().line(CostCategory.REQUESTS).energyNanojoules());
    assertEquals(application.requests(), done.now().line(CostCategory.REQUESTS).requests());
    assertEquals((long) ways().size() * (WARM_UP + REQUESTS), application.requests());
  }

  /** What is forwarded to, included or dispatched to has no route of its own. */
  @Test
  void chargesThePassesOfARequestToItsFirstRoute() {
    assertEquals(ways().stream().map(way -> "GET " + way).sorted().toList(), LABELS);
  }

  @Test
  void countsTheErrorPagesOnly() {
    assertEquals(WARM_UP + REQUESTS, done.now().line(CostCategory.REQUESTS).errors());
  }
}
