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
public enum Span implements Period {
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

  @Override
  public String title() {
    return title;
  }

  @Override
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String query() {
    return "span=" + key();
  }

  /** Returns the span with this key; empty if there is none. */
  public static Optional<Span> of(String key) {
    return Arrays.stream(values()).filter(span -> span.key().equals(key)).findFirst();
  }

  @Override
  public Instant begin(Instant now, Instant firstCounted) {
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

  /** Returns a moment after now: the end is not part of a span, and what begins right now is. */
  @Override
  public Instant end(Instant now) {
    return now.plusNanos(1);
  }

  @Override
  public boolean cutsSteps() {
    return false;
  }

  @Override
  public Instant firstOfRoutes(Instant begin) {
    return this == ALL ? begin.truncatedTo(ChronoUnit.DAYS) : begin;
  }

  @Override
  public Granularity step(Duration length) {
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
