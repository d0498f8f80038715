// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.model.EnergyMethod;
import io.xfootprint.store.StoreReading;
import io.xfootprint.store.TotalsStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Makes reports from two sources: what this process remembers, and, where there is a store, what
 * the store knows of all instances. Both are merged here and nowhere else.
 *
 * <p>However many ask, a report of each span is made once a second at most. The store is asked
 * every five seconds at most, as by default it gets news every ten. Safe for use by many threads.
 */
public final class ReportSource {

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration FRESH_IN_STORE = Duration.ofSeconds(5);

  private final FootprintMonitor monitor;
  private final Optional<TotalsStore> store;
  private final InstantSource clock;
  private final Map<Span, ExpiringSupplier<Report>> reports = new EnumMap<>(Span.class);
  private final ExpiringSupplier<Headline> headline;
  private final ExpiringSupplier<Optional<EnergyMethod>> method;

  /**
   * Creates a source.
   *
   * @param store where totals are kept; empty if in memory alone
   * @param clock the calendar
   * @param nanoTime a clock in ns that never goes back
   */
  public ReportSource(
      FootprintMonitor monitor,
      Optional<TotalsStore> store,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.monitor = monitor;
    this.store = store;
    this.clock = clock;
    for (Span span : Span.values()) {
      ExpiringSupplier<Optional<StoreAnswer<StoredPast>>> past =
          ofStore(nanoTime, history -> StoredPast.read(history, span, clock.instant()));
      reports.put(span, new ExpiringSupplier<>(FRESH, nanoTime, () -> make(span, past.get())));
    }
    ExpiringSupplier<Optional<StoreAnswer<Headline>>> stored =
        ofStore(nanoTime, history -> Headline.ofStore(history, clock.instant()));
    headline = new ExpiringSupplier<>(FRESH, nanoTime, () -> makeHeadline(stored.get()));
    method =
        new ExpiringSupplier<>(
            FRESH, nanoTime, () -> monitor.ledger().snapshot().process().method());
  }

  private <T> ExpiringSupplier<Optional<StoreAnswer<T>>> ofStore(
      LongSupplier nanoTime, StoreReading.Question<T> question) {
    return new ExpiringSupplier<>(
        FRESH_IN_STORE, nanoTime, () -> store.map(kept -> StoreAnswer.of(kept, question)));
  }

  /**
   * Returns a report of a span. It is a second old at most, unless a new one is just being made.
   */
  public Report of(Span span) {
    return Objects.requireNonNull(reports.get(span)).get();
  }

  /** Returns total and rate alone, as old as a report may be. */
  public Headline headline() {
    return headline.get();
  }

  /** Returns how energy was found in the last window; empty before the first one ends. */
  public Optional<EnergyMethod> method() {
    return method.get();
  }

  private Report make(Span span, Optional<StoreAnswer<StoredPast>> past) {
    LedgerSnapshot books = monitor.ledger().snapshot();
    Report own =
        Report.ofMemory(
            monitor, books, span, clock.instant(), past.flatMap(answer -> answer.fault()));
    return past.flatMap(answer -> answer.reading())
        .map(reading -> own.of(reading.value(), books.gainedBeyond(reading.stored())))
        .orElse(own);
  }

  private Headline makeHeadline(Optional<StoreAnswer<Headline>> stored) {
    LedgerSnapshot books = monitor.ledger().snapshot();
    return stored
        .flatMap(answer -> answer.reading())
        .map(reading -> reading.value().plus(books.gainedBeyond(reading.stored())))
        .orElseGet(() -> Headline.ofMemory(monitor, books, clock.instant()));
  }
}
