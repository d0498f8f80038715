// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.PeriodStatement;
import io.xfootprint.ledger.Statement;
import io.xfootprint.regression.VersionCosts;
import io.xfootprint.store.Granularity;
import io.xfootprint.store.InstanceTotal;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.TotalsHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the store knows of a span, all instances together. It lacks what this process has counted
 * since its last write.
 *
 * @param headline total and rate
 * @param firstCounted when the application was first counted; empty if it was not yet
 * @param from the beginning of the span
 * @param statement what the application has cost since then
 * @param step the length of a step of the series
 * @param series the same step by step, by the beginning of each; steps without any cost are missing
 * @param instances those that run now, and all together that have ended
 * @param versions those that were seen last, the latest first
 */
record StoredPast(
    Headline headline,
    Optional<Instant> firstCounted,
    Instant from,
    Statement statement,
    Granularity step,
    SortedMap<Instant, Statement> series,
    List<InstanceTotal> instances,
    List<VersionCosts> versions) {

  /** The one that runs, the one before, and one more for a deploy of several at once. */
  static final int VERSIONS = 3;

  static StoredPast read(TotalsHistory history, Span span, Instant now) throws StoreException {
    Optional<Instant> first = history.firstCounted();
    Instant from = span.begin(now, first.orElse(now));
    // The end of a period is not part of it: 1 ns more includes an hour that begins right now.
    Instant to = now.plusNanos(1);
    Granularity step = span.step(Duration.between(from, now));
    return new StoredPast(
        Headline.ofStore(history, now),
        first,
        from,
        history
            .books(span.firstOfRoutes(from), to)
            .withGrids(history.grids(span.firstOfRoutes(from), to)),
        step,
        series(history, step, from, to),
        history.instances(),
        versions(history));
  }

  /** Returns no versions where they cannot be read: the books do not need them. */
  private static List<VersionCosts> versions(TotalsHistory history) {
    try {
      return history.versions(VERSIONS);
    } catch (StoreException e) {
      return List.of();
    }
  }

  private static SortedMap<Instant, Statement> series(
      TotalsHistory history, Granularity step, Instant from, Instant to) throws StoreException {
    SortedMap<Instant, Statement> series = history.by(step, from, to);
    history
        .grids(step, from, to)
        .forEach((start, uses) -> series.computeIfPresent(start, (at, one) -> one.withGrids(uses)));
    return series;
  }

  /** Returns every step until now, with what is not stored yet in the last one. */
  List<PeriodStatement> steps(Statement unstored, Instant now) {
    List<PeriodStatement> steps = new ArrayList<>();
    OffsetDateTime begin = firstStep();
    while (!begin.toInstant().isAfter(now)) {
      OffsetDateTime end = next(begin);
      Statement books = series.getOrDefault(begin.toInstant(), Statement.NONE);
      boolean isLast = end.toInstant().isAfter(now);
      steps.add(
          new PeriodStatement(
              begin.toInstant(), end.toInstant(), isLast ? books.plus(unstored) : books));
      begin = end;
    }
    return steps;
  }

  private OffsetDateTime firstStep() {
    OffsetDateTime hour = from.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.HOURS);
    OffsetDateTime day = hour.truncatedTo(ChronoUnit.DAYS);
    return switch (step) {
      case HOUR -> hour;
      case DAY -> day;
      case MONTH -> day.withDayOfMonth(1);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  private OffsetDateTime next(OffsetDateTime begin) {
    return switch (step) {
      case HOUR -> begin.plusHours(1);
      case DAY -> begin.plusDays(1);
      case MONTH -> begin.plusMonths(1);
      case YEAR -> begin.plusYears(1);
    };
  }
}
