// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.PeriodStatement;
import io.xfootprint.ledger.Statement;
import io.xfootprint.store.Granularity;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the steps of a period from what the store has of it. */
final class Steps {

  private Steps() {}

  /**
   * Returns every step of a period until now, those without any cost too.
   *
   * @param step their length; the first and the last one are shorter where the period cuts them
   * @param from the beginning of the period
   * @param stored sums of these steps, or of shorter ones, by the beginning of each
   * @param unstored what this process has not stored yet, for the step that goes on
   */
  static List<PeriodStatement> of(
      Period period,
      Granularity step,
      Instant from,
      SortedMap<Instant, Statement> stored,
      Statement unstored,
      Instant now) {
    SortedMap<LocalDateTime, Statement> sums = new TreeMap<>();
    stored.forEach((at, sum) -> sums.merge(step.start(utc(at)), sum, Statement::plus));
    List<PeriodStatement> steps = new ArrayList<>();
    Instant end = period.end(now);
    LocalDateTime start = step.start(utc(from));
    while (instant(start).isBefore(end) && !instant(start).isAfter(now)) {
      LocalDateTime next = step.next(start);
      boolean goesOn = instant(next).isAfter(now);
      Statement sum = sums.getOrDefault(start, Statement.NONE);
      steps.add(
          new PeriodStatement(
              period.cutsSteps() && instant(start).isBefore(from) ? from : instant(start),
              period.cutsSteps() && instant(next).isAfter(end) ? end : instant(next),
              goesOn && period.includes(now) ? sum.plus(unstored) : sum));
      start = next;
    }
    return steps;
  }

  private static LocalDateTime utc(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  private static Instant instant(LocalDateTime utc) {
    return utc.toInstant(ZoneOffset.UTC);
  }
}
