// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.store.TotalsStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Makes reports, at most one of each span in a second, whoever asks how often. Safe for use by many
 * threads.
 */
public final class ReportSource {

  public static final Duration FRESH = Duration.ofSeconds(1);

  private final Map<Span, ExpiringSupplier<Report>> reports = new EnumMap<>(Span.class);
  private final ExpiringSupplier<Headline> headline;
  private final FootprintMonitor monitor;
  private final InstantSource clock;
  private final MemoryReport memory;
  private final Optional<StoreReport> store;

  /**
   * Creates a source.
   *
   * @param clock the calendar
   * @param nanoTime a clock in ns that never goes back
   */
  public ReportSource(
      FootprintMonitor monitor,
      Optional<TotalsStore> store,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.monitor = monitor;
    this.clock = clock;
    memory = new MemoryReport(monitor);
    this.store = store.map(kept -> new StoreReport(kept, clock, nanoTime));
    for (Span span : Span.values()) {
      reports.put(span, new ExpiringSupplier<>(FRESH, nanoTime, () -> make(span)));
    }
    headline = new ExpiringSupplier<>(FRESH, nanoTime, this::makeHeadline);
  }

  /** Returns a report of a span, a second old at most unless a new one is just being made. */
  public Report of(Span span) {
    return Objects.requireNonNull(reports.get(span)).get();
  }

  /** Returns total and rate alone, as old as a report may be. */
  public Headline headline() {
    return headline.get();
  }

  private Headline makeHeadline() {
    LedgerSnapshot books = monitor.ledger().snapshot();
    Headline ofMemory = memory.headline(clock.instant(), books);
    return store.map(kept -> kept.headline(ofMemory, books)).orElse(ofMemory);
  }

  private Report make(Span span) {
    Instant now = clock.instant();
    LedgerSnapshot books = monitor.ledger().snapshot();
    Report ofMemory = memory.of(span, now, books);
    return store.map(kept -> kept.of(ofMemory, books)).orElse(ofMemory);
  }
}
