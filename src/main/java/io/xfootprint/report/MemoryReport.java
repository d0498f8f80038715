// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.ledger.BooksSlice;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Periods;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.ledger.Totals;
import io.xfootprint.report.Report.Step;
import io.xfootprint.store.CostRate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reports what this process remembers: the last hour and day, and all since it started. */
final class MemoryReport {

  private static final double NANO = 1e9;
  private static final double PICO = 1e12;
  private static final double MINUTES_PER_HOUR = 60;

  private final FootprintMonitor monitor;

  MemoryReport(FootprintMonitor monitor) {
    this.monitor = monitor;
  }

  Report of(Span span, Instant now, LedgerSnapshot books) {
    Headline headline = headline(now, books);
    Optional<Instant> firstCounted = monitor.started(now);
    Instant started = firstCounted.orElse(monitor.setup().started());
    Instant begin = span.begin(now, started);
    return new Report(
        monitor.setup().settings().app(),
        now,
        span,
        isShort(span) && begin.isAfter(started) ? begin : started,
        false,
        Optional.empty(),
        headline.total(),
        headline.isComplete(),
        firstCounted,
        headline.rate(),
        books.ofProcess(period(span)),
        series(span, now),
        routes(books, period(span)),
        List.of());
  }

  /** Returns what can be told without reading routes and series. */
  Headline headline(Instant now, LedgerSnapshot books) {
    return new Headline(
        books.ofApplication(),
        books.elsewhere().known(),
        rate(books, Duration.between(monitor.started(now).orElse(monitor.setup().started()), now)));
  }

  private static boolean isShort(Span span) {
    return span == Span.HOUR || span == Span.DAY;
  }

  /** Returns how much of the past is told; what is longer than a day is all that is known. */
  private static Function<Periods, Totals> period(Span span) {
    return switch (span) {
      case HOUR -> Periods::lastHour;
      case DAY -> Periods::lastDay;
      case MONTH, YEAR, ALL -> Periods::sinceStart;
    };
  }

  private List<Step> series(Span span, Instant now) {
    List<BooksSlice> slices =
        span == Span.HOUR ? monitor.ledger().lastHour() : monitor.ledger().lastDay();
    return slices.stream()
        .map(
            slice ->
                new Step(now.minus(slice.beginAge()), now.minus(slice.endAge()), slice.books()))
        .toList();
  }

  private static Map<String, Sums> routes(LedgerSnapshot books, Function<Periods, Totals> period) {
    Map<String, Sums> routes = new TreeMap<>();
    books
        .routes()
        .forEach(
            (route, periods) -> {
              Sums amounts = books.ofRoute(period.apply(periods));
              if (!amounts.isNone()) {
                routes.put(route.label(), amounts);
              }
            });
    return routes;
  }

  /** Returns the mean of the last hour, or of the time since the start if that is less. */
  private static CostRate rate(LedgerSnapshot books, Duration age) {
    Statement hour = books.ofProcess(Periods::lastHour);
    double minutes = Math.max(1, Math.min(MINUTES_PER_HOUR, age.toSeconds() / MINUTES_PER_HOUR));
    Sums all = hour.total();
    return new CostRate(
        all.get(Metric.ENERGY_NANOJOULES).doubleValue() / NANO / minutes,
        all.get(Metric.EMISSIONS_PICOGRAMS).doubleValue() / PICO / minutes);
  }
}
