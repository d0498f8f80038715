// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.store.CostRate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reports what this process remembers: the last hour and day, and all since it started. */
final class MemoryReport {

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
        headline,
        firstCounted,
        statement(span, books),
        span == Span.HOUR ? books.minutes(now) : books.quarters(now),
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

  /**
   * Returns what the process remembers of a span; of what is longer than a day, all that it knows.
   */
  private static Statement statement(Span span, LedgerSnapshot books) {
    return switch (span) {
      case HOUR -> books.lastHour();
      case DAY -> books.lastDay();
      case MONTH, YEAR, ALL -> books.sinceStart();
    };
  }

  /** Returns the mean of the last hour, or of the time since the start if that is less. */
  private static CostRate rate(LedgerSnapshot books, Duration age) {
    Sums all = books.lastHour().total();
    return CostRate.of(
        all.get(Metric.ENERGY_NANOJOULES).doubleValue(),
        all.get(Metric.EMISSIONS_PICOGRAMS).doubleValue(),
        Math.min(MINUTES_PER_HOUR, age.toSeconds() / MINUTES_PER_HOUR));
  }
}
