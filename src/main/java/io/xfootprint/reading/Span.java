// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.store.Granularity;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How far back a report looks: the value of {@code span} in addresses and in JSON. The series of a
 * report cuts its span into steps: minutes or quarters of an hour from memory, a {@link
 * Granularity} each from the store.
 */
public enum Span {
  /** The last 60 minutes of this process. */
  HOUR("Last hour"),
  /** The last 24 hours, the current one included. */
  DAY("Last day"),
  /** The last 30 days, today included. */
  MONTH("Last month"),
  /** The last 12 months, the current one included. */
  YEAR("Last year"),
  /** Since the application was first counted. */
  ALL("Since the beginning");

  private static final int HOURS = 24;
  private static final int DAYS = 30;
  private static final int MONTHS = 12;

  /**
   * So that a chart of all time has at most about 48 hours, 60 days or 36 months, and then years.
   */
  private static final Duration BY_HOURS = Duration.ofDays(2);

  private static final Duration BY_DAYS = Duration.ofDays(60);
  private static final Duration BY_MONTHS = Duration.ofDays(3 * 366L);

  private final String title;

  Span(String title) {
    this.title = title;
  }

  /** Returns its name for people. */
  public String title() {
    return title;
  }

  /** Returns its name in addresses and in JSON. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the span with this key; empty if there is none. */
  public static Optional<Span> of(String key) {
    return Arrays.stream(values()).filter(span -> span.key().equals(key)).findFirst();
  }

  /**
   * Returns the instant at which the span begins. The store knows whole hours in UTC, so all but
   * the last hour begin with one.
   *
   * @param firstCounted when the application was first counted
   */
  Instant begin(Instant now, Instant firstCounted) {
    OffsetDateTime hour = now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.HOURS);
    OffsetDateTime day = hour.truncatedTo(ChronoUnit.DAYS);
    return switch (this) {
      case HOUR -> now.minus(1, ChronoUnit.HOURS);
      case DAY -> hour.minusHours(HOURS - 1L).toInstant();
      case MONTH -> day.minusDays(DAYS - 1L).toInstant();
      case YEAR -> day.withDayOfMonth(1).minusMonths(MONTHS - 1L).toInstant();
      case ALL -> firstCounted.truncatedTo(ChronoUnit.HOURS);
    };
  }

  /**
   * Returns the instant from which the routes of the span are asked for. The store knows old ones
   * by days that begin in the period, and nothing was counted before the beginning.
   *
   * @param begin of the span
   */
  Instant firstOfRoutes(Instant begin) {
    return this == ALL ? begin.truncatedTo(ChronoUnit.DAYS) : begin;
  }

  /**
   * Returns the steps in which the store tells the span.
   *
   * @param length the time from its beginning until now
   */
  Granularity step(Duration length) {
    return switch (this) {
      case HOUR, DAY -> Granularity.HOUR;
      case MONTH -> Granularity.DAY;
      case YEAR -> Granularity.MONTH;
      case ALL -> {
        if (length.compareTo(BY_DAYS) < 0) {
          yield length.compareTo(BY_HOURS) < 0 ? Granularity.HOUR : Granularity.DAY;
        }
        yield length.compareTo(BY_MONTHS) < 0 ? Granularity.MONTH : Granularity.YEAR;
      }
    };
  }
}
