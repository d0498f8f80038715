// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.CountingMode;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.ledger.Route;
import io.xfootprint.model.Footprint;
import io.xfootprint.reading.ApplicationMonitor;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The meters in a registry that counts by steps, as those that send their figures do: it takes the
 * difference from one reading to the next, which an unknown figure would take away.
 */
class StepRegistryTest {

  private static final Route ORDERS = new Route("GET", "/orders/{id}");
  private static final Footprint COST = new Footprint(1_000_000, 2_000, 3_000_000, 4_000_000_000L);
  private static final Footprint UNMET = new Footprint(0, 0, 0, 0);

  private static final class Steps implements SimpleConfig {

    private static final Duration LENGTH = Duration.ofMinutes(1);

    @Override
    public @Nullable String get(String key) {
      return null;
    }

    @Override
    public CountingMode mode() {
      return CountingMode.STEP;
    }

    @Override
    public Duration step() {
      return LENGTH;
    }
  }

  private final ServletContext context = new ServletContextHandler().getServletContext();
  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry(new Steps(), clock);

  /** Returns what a step has counted that ended before. */
  private double cpuSeconds() {
    registry.get("footprint.power").gauge().value();
    double seconds =
        registry
            .get("footprint.cpu.time")
            .tag("http.route", "/orders/{id}")
            .functionCounter()
            .count();
    return Double.isNaN(seconds) ? 0 : seconds;
  }

  private static FootprintMonitor monitor() {
    return TestMonitor.start(Map.of(), () -> Instant.parse("2026-11-30T10:00:00Z"), () -> 0);
  }

  /** It is asked for its meters, and reads none before. */
  @Test
  void listsNewRoutesWithoutAReading() {
    FootprintMetrics metrics = new FootprintMetrics(context);
    metrics.bindTo(registry);
    try (FootprintMonitor monitor = monitor()) {
      ApplicationMonitor.start(context, monitor);
      monitor.ledger().countRequest(ORDERS, true, true, false);
      metrics.addNewRoutes();
      assertEquals(
          1,
          registry
              .find("footprint.requests")
              .tag("http.route", "/orders/{id}")
              .functionCounters()
              .size());
    }
  }

  /** On virtual threads the first requests of a route may meet no sample. */
  @Test
  void losesNothingOfARouteWhoseFirstCostIsNotKnown() {
    try (FootprintMonitor monitor = monitor()) {
      new FootprintMetrics(context).bindTo(registry);
      ApplicationMonitor.start(context, monitor);
      double counted = 0;
      for (int step = 0; step < 6; step++) {
        boolean isKnown = step > 1;
        monitor.ledger().add(ORDERS, isKnown ? COST : UNMET);
        monitor.ledger().countRequest(ORDERS, true, true, !isKnown);
        clock.add(Steps.LENGTH);
        counted += cpuSeconds();
      }
      clock.add(Steps.LENGTH);
      assertEquals(0.004, counted + cpuSeconds(), 1e-12);
    }
  }
}
