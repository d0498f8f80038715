// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.RouteCounters;
import io.xfootprint.model.Footprint;
import io.xfootprint.reading.Span;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.store.RecordedDays;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * What a hit of the page costs with 200 routes, three versions and a year of days: when the store
 * is asked, and when the last report is still good.
 *
 * <pre>{@code
 * mvn -q -Pscale
 * }</pre>
 */
public final class ReportCost {

  private static final LocalDate FIRST = LocalDate.of(2025, 11, 27);
  private static final InstantSource CLOCK = () -> Instant.parse("2026-11-26T12:00:00Z");
  private static final int DAYS = 364;
  private static final List<String> ROUTES =
      IntStream.range(0, 200).mapToObj(i -> "GET /some/route/{id}/number/" + i).toList();
  private static final int HITS = 100;
  private static final int WARM_UP = 100;
  private static final double MILLION = 1e6;

  private ReportCost() {}

  public static void main(String[] arguments) throws Exception {
    try (RecordedDays days = RecordedDays.since("shop", FIRST)) {
      measure("H2", days);
    }
    try (RecordedDays days = RecordedDays.inPostgresSince("shop", FIRST)) {
      measure("PostgreSQL", days);
    }
  }

  private static void measure(String name, RecordedDays days) throws Exception {
    for (int i = 0; i < DAYS; i++) {
      days.day(FIRST.plusDays(i), ROUTES, 10);
    }
    for (String version : List.of("1.7.2", "1.8.0", "1.8.1")) {
      days.version(version, costs());
    }
    Host host = Host.unknown(2);
    FootprintSettings settings =
        FootprintSettings.from(
            new SettingSources().parameters(Map.of("app", "shop", "report.access", "open")), host);
    AtomicLong nanoTime = new AtomicLong();
    try (FootprintMonitor monitor = FootprintMonitor.start(settings, new FakeHostProbe(host))) {
      ReportPages pages =
          new ReportPages(
              monitor, Optional.of(days.store()), new Templates(), CLOCK, nanoTime::get);
      for (Span span : Span.values()) {
        double stale = hit(pages, span, nanoTime, Duration.ofMinutes(1));
        double fresh = hit(pages, span, nanoTime, Duration.ZERO);
        System.out.printf(
            "%-10s page of %-5s  %5.1f ms, %5.1f ms within a second; %d kB%n",
            name,
            span.key(),
            stale,
            fresh,
            pages.page(PageQuery.of(span)).toString().length() / 1000);
      }
    }
  }

  /** Returns what 3,000 requests to each route cost. */
  private static Map<String, Distribution> costs() {
    Ledger ledger = new Ledger(ROUTES.size(), System::nanoTime);
    Random random = new Random(1);
    for (String route : ROUTES) {
      RouteCounters line = ledger.line(new Route("GET", route.substring("GET ".length())));
      for (int i = 0; i < 3000; i++) {
        long cpu = Math.round(1e6 * Math.exp(0.5 * random.nextGaussian()));
        line.distribution().add(new Footprint(cpu, 20_000 + random.nextInt(500), cpu, 0, cpu));
      }
    }
    return ledger.distributions();
  }

  /** Returns the median time of a hit in ms, so long after the last one. */
  private static double hit(ReportPages pages, Span span, AtomicLong nanoTime, Duration after) {
    double[] millis = new double[HITS];
    for (int i = -WARM_UP; i < HITS; i++) {
      nanoTime.addAndGet(after.toNanos());
      long begin = System.nanoTime();
      pages.page(PageQuery.of(span));
      if (i >= 0) {
        millis[i] = (System.nanoTime() - begin) / MILLION;
      }
    }
    Arrays.sort(millis);
    return millis[HITS / 2];
  }
}
