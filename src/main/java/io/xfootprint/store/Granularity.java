// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** The length of the steps of a series, all of them in UTC. */
public enum Granularity {
  HOUR,
  DAY,
  MONTH,
  YEAR;

  /** Returns the start of the step that holds a time. */
  public LocalDateTime start(LocalDateTime time) {
    LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    return switch (this) {
      case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
      case DAY -> day;
      case MONTH -> day.withDayOfMonth(1);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  /** Returns the start of the step after one. */
  public LocalDateTime next(LocalDateTime start) {
    return switch (this) {
      case HOUR -> start.plusHours(1);
      case DAY -> start.plusDays(1);
      case MONTH -> start.plusMonths(1);
      case YEAR -> start.plusYears(1);
    };
  }
}
