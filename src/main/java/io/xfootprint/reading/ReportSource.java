// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.model.EnergyMethod;
import io.xfootprint.regression.VersionCosts;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.StoreReading;
import io.xfootprint.store.TotalsHistory;
import io.xfootprint.store.TotalsStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Makes reports from two sources: what this process remembers, and, where there is a store, what
 * the store knows of all instances. Both are merged here and nowhere else.
 *
 * <p>However many ask, a report of each period is made once a second at most, as long as it is one
 * of the last 16. The store is asked the same every five seconds at most, as by default it gets
 * news every ten. Safe for use by many threads.
 */
public final class ReportSource {

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration FRESH_IN_STORE = Duration.ofSeconds(5);

  private final FootprintMonitor monitor;
  private final Optional<TotalsStore> store;
  private final InstantSource clock;

  /** Of what takes 1 ms to find out, and changes with the machine and its load. */
  private static final Duration RARELY = Duration.ofMinutes(1);

  /** Of a visitor that compares some periods. */
  private static final int MOST_PERIODS = 16;

  /** Ten thousand tenants of a month take 20 MB. */
  private static final int MOST_MONTHS_OF_TENANTS = 2;

  private final LongSupplier nanoTime;
  private final LastUsed<ExpiringSupplier<Optional<Report>>> reports = new LastUsed<>(MOST_PERIODS);
  private final LastUsed<ExpiringSupplier<Optional<RouteCourse>>> courses =
      new LastUsed<>(MOST_PERIODS);
  private final LastUsed<ExpiringSupplier<List<VersionCosts>>> versions =
      new LastUsed<>(MOST_PERIODS);
  private final LastUsed<ExpiringSupplier<Optional<MonthlyStatement.Reading>>> statements =
      new LastUsed<>(MOST_PERIODS);
  private final LastUsed<ExpiringSupplier<Optional<MonthlyTenants.Reading>>> tenants =
      new LastUsed<>(MOST_MONTHS_OF_TENANTS);
  private final ExpiringSupplier<Headline> headline;
  private final ExpiringSupplier<Double> readingNanos;
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
    this.nanoTime = nanoTime;
    ExpiringSupplier<Optional<StoreAnswer<Headline>>> stored =
        ofStore(history -> Headline.ofStore(history, clock.instant()));
    headline = new ExpiringSupplier<>(FRESH, nanoTime, () -> makeHeadline(stored.get()));
    readingNanos = new ExpiringSupplier<>(RARELY, nanoTime, monitor::nanosOfReadings);
    method =
        new ExpiringSupplier<>(
            FRESH, nanoTime, () -> monitor.ledger().snapshot().process().method());
  }

  private <T> ExpiringSupplier<Optional<StoreAnswer<T>>> ofStore(
      StoreReading.Question<T> question) {
    return new ExpiringSupplier<>(
        FRESH_IN_STORE, nanoTime, () -> store.map(kept -> StoreAnswer.of(kept, question)));
  }

  /**
   * Returns a report of a span. It is a second old at most, unless a new one is just being made.
   */
  public Report of(Span span) {
    return find(span).orElseThrow();
  }

  /**
   * Returns a report of any period, as old as that of a span.
   *
   * @return empty if only the store knows the period, and there is none or it cannot be read
   */
  public Optional<Report> find(Period period) {
    return reports.get(period.key(), () -> source(period)).get();
  }

  private ExpiringSupplier<Optional<Report>> source(Period period) {
    ExpiringSupplier<Optional<StoreAnswer<StoredPast>>> past =
        ofStore(
            history ->
                StoredPast.read(
                    history, period, clock.instant(), store.orElseThrow().upstreamElsewhere()));
    return new ExpiringSupplier<>(FRESH, nanoTime, () -> make(period, past.get()));
  }

  /**
   * Returns what a route has cost step by step, as old as a report may be. A route that is not
   * known has cost nothing.
   *
   * @return empty if only the store knows the period, and there is none or it cannot be read
   */
  public Optional<RouteCourse> findCourse(String label, Period period) {
    return courses.get(period.key() + " " + label, () -> courseSource(label, period)).get();
  }

  private ExpiringSupplier<Optional<RouteCourse>> courseSource(String label, Period period) {
    ExpiringSupplier<Optional<StoreAnswer<RouteCourse.Stored>>> past =
        ofStore(history -> RouteCourse.Stored.read(history, label, period, clock.instant()));
    return new ExpiringSupplier<>(FRESH, nanoTime, () -> makeCourse(label, period, past.get()));
  }

  private Optional<RouteCourse> makeCourse(
      String label, Period period, Optional<StoreAnswer<RouteCourse.Stored>> past) {
    LedgerSnapshot books = monitor.ledger().snapshot();
    RouteCourse own =
        RouteCourse.ofMemory(
            monitor,
            books,
            label,
            remembered(period),
            clock.instant(),
            past.flatMap(answer -> answer.fault()));
    return past.flatMap(answer -> answer.reading())
        .map(reading -> own.of(period, reading.value(), books.gainedBeyond(reading.stored())))
        .or(() -> period instanceof Span ? Optional.of(own) : Optional.empty());
  }

  /**
   * Returns all versions that are kept, the latest one first; two of them with their routes. The
   * one that runs, if there is no store or it cannot be read.
   */
  public List<VersionCosts> versions(String version, String before) {
    return versions
        .get(
            version + '\n' + before,
            () ->
                new ExpiringSupplier<>(
                    FRESH_IN_STORE,
                    nanoTime,
                    () -> readVersions(new HashSet<>(List.of(version, before)))))
        .get();
  }

  private List<VersionCosts> readVersions(Set<String> withRoutes) {
    VersionCosts own = Report.version(monitor, clock.instant());
    return store
        .map(kept -> StoreAnswer.of(kept, history -> history.allVersions(withRoutes)))
        .flatMap(answer -> answer.reading())
        .map(reading -> Report.versions(own, reading.value()))
        .orElseGet(() -> List.of(own));
  }

  /**
   * Returns what the store says of a month.
   *
   * @return empty if there is no store, or it cannot be read
   */
  public Optional<MonthlyStatement.Reading> findStatement(YearMonth month) {
    return statements
        .get(
            month.toString(),
            () -> new ExpiringSupplier<>(FRESH_IN_STORE, nanoTime, () -> readStatement(month)))
        .get();
  }

  private Optional<MonthlyStatement.Reading> readStatement(YearMonth month) {
    return readMonth((history, app) -> MonthlyStatement.read(history, app, month, clock.instant()));
  }

  /**
   * Returns what the store says of the tenants of a month; without one, what this process knows of
   * the current month.
   *
   * @return empty if the store cannot be read, or there is none and the month is another one
   */
  public Optional<MonthlyTenants.Reading> findTenants(YearMonth month) {
    return tenants
        .get(
            month.toString(),
            () -> new ExpiringSupplier<>(FRESH_IN_STORE, nanoTime, () -> readTenants(month)))
        .get();
  }

  private Optional<MonthlyTenants.Reading> readTenants(YearMonth month) {
    return store.isPresent()
        ? readMonth((history, app) -> MonthlyTenants.read(history, app, month, clock.instant()))
        : rememberedTenants()
            .filter(known -> known.month().month().equals(month))
            .map(known -> new MonthlyTenants.Reading(Optional.of(known)));
  }

  private Optional<MonthlyTenants> rememberedTenants() {
    Instant now = clock.instant();
    return MonthlyTenants.ofMemory(
        monitor.setup().settings().app(), monitor.started(now), monitor.ledger().snapshot(), now);
  }

  /** A question about a month of an application. */
  private interface OfMonth<T> {
    T read(TotalsHistory history, String app) throws StoreException;
  }

  private <T> Optional<T> readMonth(OfMonth<T> question) {
    String app = monitor.setup().settings().app();
    return store
        .map(kept -> StoreAnswer.of(kept, history -> question.read(history, app)))
        .flatMap(answer -> answer.reading())
        .map(reading -> reading.value());
  }

  /** Returns total and rate alone, as old as a report may be. */
  public Headline headline() {
    return headline.get();
  }

  /** Returns how energy was found in the last window; empty before the first one ends. */
  public Optional<EnergyMethod> method() {
    return method.get();
  }

  private Optional<Report> make(Period period, Optional<StoreAnswer<StoredPast>> past) {
    LedgerSnapshot books = monitor.ledger().snapshot();
    Report own =
        Report.ofMemory(
            monitor,
            books,
            Health.of(monitor, store, books, readingNanos.get()),
            remembered(period),
            clock.instant(),
            past.flatMap(answer -> answer.fault()));
    return past.flatMap(answer -> answer.reading())
        .map(reading -> own.of(period, reading.value(), books.gainedBeyond(reading.stored())))
        .or(() -> period instanceof Span ? Optional.of(own) : Optional.empty());
  }

  /** Of days a process remembers nothing: this is only the beginning of an answer then. */
  private static Span remembered(Period period) {
    return period instanceof Span span ? span : Span.ALL;
  }

  private Headline makeHeadline(Optional<StoreAnswer<Headline>> stored) {
    LedgerSnapshot books = monitor.ledger().snapshot();
    return stored
        .flatMap(answer -> answer.reading())
        .map(reading -> reading.value().plus(books.gainedBeyond(reading.stored())))
        .orElseGet(() -> Headline.ofMemory(monitor, books, clock.instant()));
  }
}
