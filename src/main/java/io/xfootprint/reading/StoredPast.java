// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.PeriodStatement;
import io.xfootprint.ledger.Statement;
import io.xfootprint.regression.VersionCosts;
import io.xfootprint.store.Granularity;
import io.xfootprint.store.InstanceTotal;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.StoreReading;
import io.xfootprint.store.TotalsHistory;
import io.xfootprint.upstream.UpstreamTotal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the store knows of a period, all instances together. It lacks what this process has counted
 * since its last write.
 *
 * @param headline total and rate
 * @param firstCounted when the application was first counted; empty if it was not yet
 * @param from the beginning of the period
 * @param statement what the application has cost since then
 * @param step the length of a step of the series
 * @param series the same step by step, by the beginning of each; steps without any cost are missing
 * @param instances those that run now, and all together that have ended
 * @param versions those that were seen last, the latest first
 * @param upstreamElsewhere what other services have told all other instances, by route; empty if it
 *     cannot be read
 */
record StoredPast(
    Headline headline,
    Optional<Instant> firstCounted,
    Instant from,
    Statement statement,
    Granularity step,
    SortedMap<Instant, Statement> series,
    List<InstanceTotal> instances,
    List<VersionCosts> versions,
    Optional<Map<String, UpstreamTotal>> upstreamElsewhere) {

  /** The one that runs, the one before, and one more for a deploy of several at once. */
  static final int VERSIONS = 3;

  /**
   * Reads it.
   *
   * @param upstream asks what other services have told
   */
  static StoredPast read(
      TotalsHistory history,
      Period period,
      Instant now,
      StoreReading.Question<Map<String, UpstreamTotal>> upstream)
      throws StoreException {
    Optional<Instant> first = history.firstCounted();
    Instant from = period.begin(now, first.orElse(now));
    Instant to = period.end(now);
    Granularity step = step(period, from, now);
    return new StoredPast(
        Headline.ofStore(history, now),
        first,
        from,
        history
            .books(period.firstOfRoutes(from), to)
            .withGrids(history.grids(period.firstOfRoutes(from), to)),
        step,
        series(history, period, step, from, to),
        history.instances(),
        versions(history),
        ask(upstream, history));
  }

  /** Returns no versions where they cannot be read: the books do not need them. */
  private static List<VersionCosts> versions(TotalsHistory history) {
    try {
      return history.versions(VERSIONS);
    } catch (StoreException e) {
      return List.of();
    }
  }

  /** Returns nothing where there is no answer: the books do not need it. */
  private static <T> Optional<T> ask(StoreReading.Question<T> question, TotalsHistory history) {
    try {
      return Optional.of(question.ask(history));
    } catch (StoreException e) {
      return Optional.empty();
    }
  }

  /** Returns the steps in which a period is told. */
  static Granularity step(Period period, Instant from, Instant now) {
    Instant end = period.end(now);
    return period.step(Duration.between(from, end.isAfter(now) ? now : end));
  }

  /** Returns the steps to read: days, where a month could lie in the period in part. */
  static Granularity readable(Period period, Granularity step) {
    return period.cutsSteps() && step.compareTo(Granularity.DAY) > 0 ? Granularity.DAY : step;
  }

  private static SortedMap<Instant, Statement> series(
      TotalsHistory history, Period period, Granularity step, Instant from, Instant to)
      throws StoreException {
    Granularity read = readable(period, step);
    SortedMap<Instant, Statement> series = history.by(read, from, to);
    history
        .grids(read, from, to)
        .forEach((start, uses) -> series.computeIfPresent(start, (at, one) -> one.withGrids(uses)));
    return series;
  }

  /** Returns every step until now, with what is not stored yet in the last one. */
  List<PeriodStatement> steps(Period period, Statement unstored, Instant now) {
    return Steps.of(period, step, from, series, unstored, now);
  }
}
