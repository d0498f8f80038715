// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A stretch of time up to now that a report is of. */
public enum Span {
  /** The last 60 minutes of this process. */
  HOUR("Last hour"),
  /** The last 24 hours, the one that has begun among them. */
  DAY("Last day"),
  /** The last 30 days, today among them. */
  MONTH("Last month"),
  /** The last 12 months, this one among them. */
  YEAR("Last year"),
  /** Since the application was first counted. */
  ALL("Since the beginning");

  private static final int HOURS = 24;
  private static final int DAYS = 30;
  private static final int MONTHS = 12;

  private final String title;

  Span(String title) {
    this.title = title;
  }

  /** Returns its name for people. */
  public String title() {
    return title;
  }

  /** Returns its name in addresses. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Span> of(String key) {
    return Arrays.stream(values()).filter(span -> span.key().equals(key)).findFirst();
  }

  /**
   * Returns where it begins; in a store, which knows whole hours.
   *
   * @param firstCounted when the application was first counted
   */
  Instant begin(Instant now, Instant firstCounted) {
    LocalDateTime utc = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    LocalDateTime hour = utc.truncatedTo(ChronoUnit.HOURS);
    LocalDateTime day = utc.truncatedTo(ChronoUnit.DAYS);
    return switch (this) {
      case HOUR -> now.minus(1, ChronoUnit.HOURS);
      case DAY -> hour.minusHours(HOURS - 1L).toInstant(ZoneOffset.UTC);
      case MONTH -> day.minusDays(DAYS - 1L).toInstant(ZoneOffset.UTC);
      case YEAR -> day.withDayOfMonth(1).minusMonths(MONTHS - 1L).toInstant(ZoneOffset.UTC);
      case ALL -> firstCounted.truncatedTo(ChronoUnit.HOURS);
    };
  }
}
