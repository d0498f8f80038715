// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.prometheus;

import static io.xfootprint.prometheus.SimulatedFleet.INTERVAL;
import static io.xfootprint.prometheus.SimulatedFleet.MOST_BETWEEN_SCRAPES;
import static io.xfootprint.prometheus.SimulatedFleet.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.ledger.Route;
import io.xfootprint.micrometer.FootprintMetrics;
import io.xfootprint.model.Footprint;
import io.xfootprint.process.ProcessUse;
import io.xfootprint.prometheus.SimulatedFleet.Truth;
import io.xfootprint.reading.ApplicationMonitor;
import io.xfootprint.reading.ReportSource;
import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Prometheus answers from scrapes that were made on a clock of the test's own. */
class StoredScrapesTest {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private static final SimulatedFleet FLEET = new SimulatedFleet("fleet", 1_000, 100, false);
  private static final SimulatedFleet PODS = new SimulatedFleet("pods", 200, 100, true);

  private static final int SCRAPE_SECONDS = 15;
  private static final int HOUR_AND_A_HALF = 90 * 60;

  @TempDir private static Path folder;

  private static Prometheus prometheus;
  private static Truth fleet;
  private static Truth pods;

  /** Power in W that the page tells after an hour and a half. */
  private static double wattsOfPage;

  @BeforeAll
  static void write() throws Exception {
    Promtool.assumeThereIsPrometheus();
    Backfill scrapes = new Backfill();
    wattsOfPage = serve(scrapes);
    fleet = FLEET.simulate(scrapes, START.getEpochSecond());
    pods = PODS.simulate(scrapes, START.getEpochSecond());
    scrapes.write(folder);
    prometheus = Prometheus.start(folder, "scrape_configs: []\n");
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  /** Serves requests for an hour and a half, and returns the power in W that the page tells. */
  private static double serve(Backfill scrapes) {
    AtomicLong seconds = new AtomicLong();
    AtomicLong cpuNanos = new AtomicLong();
    InstantSource clock = () -> START.plusSeconds(seconds.get());
    LongSupplier nanoTime = () -> (5 + seconds.get()) * 1_000_000_000;
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ServletContext context = new ServletContextHandler().getServletContext();
    try (FootprintMonitor monitor =
        TestMonitor.start(
            Map.of("machine", "aws/m5.large", "location", "country/DEU"),
            () -> new ProcessUse(cpuNanos.get(), 0, cpuNanos.get()),
            clock,
            nanoTime)) {
      new FootprintMetrics(context).bindTo(registry);
      ApplicationMonitor.start(context, monitor);
      scrapes.addScrape(registry.scrape(), "job=\"shop\"", at(0));
      while (seconds.get() < HOUR_AND_A_HALF) {
        long now = seconds.addAndGet(SCRAPE_SECONDS);
        // From 9 to 11, so that no minute is like another.
        long requests = 9 + now / SCRAPE_SECONDS % 3;
        cpuNanos.addAndGet(requests * 20_000_000);
        for (long request = 0; request < requests; request++) {
          Route route = new Route("GET", "/" + request % 3);
          monitor.ledger().add(route, new Footprint(15_000_000, 2_000, 45_000_000, 4_000_000_000L));
          monitor.ledger().countRequest(route, true, true, false);
        }
        scrapes.addScrape(registry.scrape(), "job=\"shop\"", at(now));
      }
      double watts =
          new ReportSource(monitor, Optional.empty(), clock, nanoTime)
                  .headline()
                  .rate()
                  .orElseThrow()
                  .joulesPerMinute()
              / 60;
      ApplicationMonitor.stop(context);
      return watts;
    } finally {
      registry.close();
    }
  }

  private static double at(long second) {
    return START.getEpochSecond() + second;
  }

  @Test
  void tellThePowerOfThePage() throws Exception {
    assertTrue(wattsOfPage > 1, () -> "W: " + wattsOfPage);
    for (String query :
        List.of(
            "sum(rate(footprint_energy_joules_total{job=\"shop\"}[5m]))",
            "sum(rate(footprint_energy_joules_total{job=\"shop\"}[1h]))",
            "footprint_power_watts{job=\"shop\"}")) {
      double watts = prometheus.value(query, at(HOUR_AND_A_HALF));
      assertEquals(wattsOfPage, watts, wattsOfPage / 100, query);
    }
  }

  /** Returns what the rule would record, as a sum over a range instead of a rate. */
  private static double increase(SimulatedFleet of) throws Exception {
    String rate = "rate(footprint_energy_joules_total[5m])";
    String rule = Shipped.expression("job_route:footprint_energy_joules:rate5m");
    assertTrue(rule.contains(rate), rule);
    String increase =
        "increase(footprint_energy_joules_total{job=\"%s\"}[%ds])".formatted(of.job(), SECONDS);
    return prometheus.value("sum(" + rule.replace(rate, increase) + ")", at(SECONDS));
  }

  /** The most that all instances use between two scrapes: the error at each end of a range. */
  private static double mostAtAnEnd(SimulatedFleet of) {
    return of.instances() * MOST_BETWEEN_SCRAPES;
  }

  @Test
  void loseWhatInstancesUsedAfterTheirLastScrape() throws Exception {
    double told = increase(FLEET);
    double restarts = FLEET.restarts() * MOST_BETWEEN_SCRAPES;
    assertTrue(told >= fleet.joules() - restarts - 2 * mostAtAnEnd(FLEET), () -> "J: " + told);
    assertTrue(told <= fleet.joules() + 2 * mostAtAnEnd(FLEET), () -> "J: " + told);
    // The ends of a thousand instances are above and below, and nearly cancel out.
    assertEquals(fleet.joules() - fleet.unseen(), told, fleet.joules() / 2_000);
    assertTrue(fleet.unseen() > fleet.joules() / 1_000, fleet::toString);
    assertTrue(fleet.unseen() < restarts, fleet::toString);
  }

  /** What it is extended by, where a series ends and begins, makes up for most of it. */
  @Test
  void loseWhatPodsUsedBeforeTheirFirstScrapeTooAndGuessMostOfIt() throws Exception {
    double told = increase(PODS);
    double restarts = PODS.restarts() * MOST_BETWEEN_SCRAPES;
    assertTrue(told >= pods.joules() - 2 * restarts - 2 * mostAtAnEnd(PODS), () -> "J: " + told);
    assertTrue(told <= pods.joules() + restarts + 2 * mostAtAnEnd(PODS), () -> "J: " + told);
    assertTrue(pods.unseen() > pods.joules() / 100, pods::toString);
    assertEquals(pods.joules(), told, pods.joules() / 200);
  }

  @Test
  void wouldGoWrongWereTheSumTakenFirst() throws Exception {
    double told =
        prometheus.value(
            "increase(sum(footprint_energy_joules_total{job=\"fleet\"})[%ds:%ds])"
                .formatted(SECONDS, INTERVAL),
            at(SECONDS));
    assertTrue(told > fleet.joules() * 10, () -> "J: " + told);
  }
}
