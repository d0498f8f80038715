// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.PeriodStatement;
import io.xfootprint.ledger.Statement;
import io.xfootprint.store.Granularity;
import io.xfootprint.store.InstanceTotal;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.StoreReading;
import io.xfootprint.store.TotalsHistory;
import io.xfootprint.store.TotalsStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongSupplier;

/**
 * Adds to a report of this process what the store knows of all: the past and the other instances.
 * What this process has not stored yet is told from its memory, so that a request is in the report
 * as soon as it has ended.
 *
 * <p>The store is asked every five seconds at most; by default it gets no newer in less than ten.
 */
final class StoreReport {

  private static final Duration FRESH = Duration.ofSeconds(5);

  /** Up to so long the beginning is told by hours, days and months, and then by years. */
  private static final Duration BY_HOURS = Duration.ofDays(2);

  private static final Duration BY_DAYS = Duration.ofDays(60);
  private static final Duration BY_MONTHS = Duration.ofDays(3 * 366L);

  private final TotalsStore store;
  private final Map<Span, ExpiringSupplier<Answer<Past>>> answers = new EnumMap<>(Span.class);
  private final ExpiringSupplier<Answer<Headline>> headlines;

  /** What the store says, or why it says nothing. */
  private record Answer<T>(Optional<StoreReading<T>> reading, Optional<String> fault) {}

  private record Past(
      Headline headline,
      Optional<Instant> firstCounted,
      Instant from,
      Statement statement,
      SortedMap<Instant, Statement> series,
      Granularity bucket,
      List<InstanceTotal> instances) {}

  StoreReport(TotalsStore store, InstantSource clock, LongSupplier nanoTime) {
    this.store = store;
    for (Span span : Span.values()) {
      answers.put(
          span,
          new ExpiringSupplier<>(
              FRESH, nanoTime, () -> answer(history -> read(history, span, clock.instant()))));
    }
    headlines =
        new ExpiringSupplier<>(
            FRESH, nanoTime, () -> answer(history -> readHeadline(history, clock.instant())));
  }

  private <T> Answer<T> answer(StoreReading.Question<T> question) {
    try {
      return new Answer<>(Optional.of(store.read(question)), Optional.empty());
    } catch (StoreException e) {
      return new Answer<>(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private static Headline readHeadline(TotalsHistory history, Instant now) throws StoreException {
    return new Headline(history.total(), true, history.rate(now));
  }

  private static Past read(TotalsHistory history, Span span, Instant now) throws StoreException {
    Optional<Instant> first = history.firstCounted();
    Instant from = span.begin(now, first.orElse(now));
    Instant to = now.plusNanos(1);
    Granularity bucket = bucket(span, Duration.between(from, now));
    return new Past(
        readHeadline(history, now),
        first,
        from,
        new Statement(history.total(from, to).lines(), history.routes(from, to)),
        history.by(bucket, from, to),
        bucket,
        history.instances());
  }

  private static Granularity bucket(Span span, Duration length) {
    return switch (span) {
      case HOUR, DAY -> Granularity.HOUR;
      case MONTH -> Granularity.DAY;
      case YEAR -> Granularity.MONTH;
      case ALL -> bucket(length);
    };
  }

  private static Granularity bucket(Duration length) {
    if (length.compareTo(BY_DAYS) < 0) {
      return length.compareTo(BY_HOURS) < 0 ? Granularity.HOUR : Granularity.DAY;
    }
    return length.compareTo(BY_MONTHS) < 0 ? Granularity.MONTH : Granularity.YEAR;
  }

  /**
   * Returns a report of all instances.
   *
   * @param own the report of this one
   * @param books what this process has counted since it started
   */
  Report of(Report own, LedgerSnapshot books) {
    Answer<Past> answer = Objects.requireNonNull(answers.get(own.span())).get();
    return answer
        .reading()
        .map(reading -> withPast(own, reading.value(), books.sinceStart().beyond(reading.stored())))
        .orElseGet(() -> own.withStoreFault(answer.fault()));
  }

  /**
   * Returns the headline of all instances.
   *
   * @param own that of this one
   * @param books what this process has counted since it started
   */
  Headline headline(Headline own, LedgerSnapshot books) {
    return headlines
        .get()
        .reading()
        .map(reading -> reading.value().plus(books.sinceStart().beyond(reading.stored())))
        .orElse(own);
  }

  private static Report withPast(Report own, Past past, Statement unstored) {
    // The store knows whole hours: the last one is told minute by minute from memory.
    boolean isOfMemory = own.span() == Span.HOUR;
    return new Report(
        own.app(),
        own.at(),
        own.span(),
        isOfMemory ? own.from() : latest(past.from(), past.firstCounted()),
        // One that has ended may have counted in the last hour too.
        !isOfMemory || past.instances().size() <= 1,
        Optional.empty(),
        past.headline().plus(unstored),
        past.firstCounted().or(own::firstCounted),
        isOfMemory ? own.statement() : past.statement().plus(unstored),
        isOfMemory ? own.series() : series(past, unstored, own.at()),
        past.instances());
  }

  /** Nothing was counted before it was first counted. */
  private static Instant latest(Instant from, Optional<Instant> firstCounted) {
    return firstCounted.filter(first -> first.isAfter(from)).orElse(from);
  }

  /** Returns the buckets, those without anything too, and what is not stored in the last one. */
  private static List<PeriodStatement> series(Past past, Statement unstored, Instant now) {
    List<PeriodStatement> steps = new ArrayList<>();
    Instant begin = begin(past.from(), past.bucket());
    while (!begin.isAfter(now)) {
      Instant end = end(begin, past.bucket());
      Statement books = past.series().getOrDefault(begin, Statement.NONE);
      steps.add(new PeriodStatement(begin, end, end.isAfter(now) ? books.plus(unstored) : books));
      begin = end;
    }
    return steps;
  }

  private static Instant begin(Instant time, Granularity bucket) {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    LocalDateTime day = utc.truncatedTo(ChronoUnit.DAYS);
    LocalDateTime begin =
        switch (bucket) {
          case HOUR -> utc.truncatedTo(ChronoUnit.HOURS);
          case DAY -> day;
          case MONTH -> day.withDayOfMonth(1);
          case YEAR -> day.withDayOfYear(1);
        };
    return begin.toInstant(ZoneOffset.UTC);
  }

  private static Instant end(Instant begin, Granularity bucket) {
    LocalDateTime utc = LocalDateTime.ofInstant(begin, ZoneOffset.UTC);
    LocalDateTime end =
        switch (bucket) {
          case HOUR -> utc.plusHours(1);
          case DAY -> utc.plusDays(1);
          case MONTH -> utc.plusMonths(1);
          case YEAR -> utc.plusYears(1);
        };
    return end.toInstant(ZoneOffset.UTC);
  }
}
