// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.store.Granularity;
import java.time.Duration;
import java.time.Instant;

/** The time that a report is of. Immutable. */
public sealed interface Period permits Span, DayRange {

  /** Returns its name in JSON, such as {@code day} or {@code 2026-11-01/2026-11-15}. */
  String key();

  /** Returns its name for people. */
  String title();

  /** Returns it as a query, such as {@code span=day} or {@code from=2026-11-01&to=2026-11-15}. */
  String query();

  /**
   * Returns the instant at which it begins. The store knows whole hours in UTC, so all but the last
   * hour begin with one.
   *
   * @param firstCounted when the application was first counted
   */
  Instant begin(Instant now, Instant firstCounted);

  /** Returns the instant at which it ends, which is not part of it; it may be in the future. */
  Instant end(Instant now);

  /** Returns whether it may begin or end within one of its steps. */
  boolean cutsSteps();

  /**
   * Returns the instant from which routes are asked for. The store knows old ones by days that
   * begin in the period, and nothing was counted before the beginning.
   *
   * @param begin of the period
   */
  Instant firstOfRoutes(Instant begin);

  /**
   * Returns the steps in which the store tells the period.
   *
   * @param length the time from its beginning until its end, or now if that is earlier
   */
  Granularity step(Duration length);

  /** Returns whether what is counted now belongs to it. */
  default boolean includes(Instant now) {
    return end(now).isAfter(now) && !begin(now, now).isAfter(now);
  }
}
