// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.store.Granularity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Some days in UTC, one after the other. Only a store knows what was in them. Immutable.
 *
 * @param first day
 * @param last day, which is part of it
 */
public record DayRange(LocalDate first, LocalDate last) implements Period {

  /** So that a chart has at most 48 hours, 93 days, or months. */
  private static final Duration BY_HOURS = Duration.ofDays(2);

  private static final Duration BY_DAYS = Duration.ofDays(93);

  /** Of the years 2000 to 2999, which every database has. */
  private static final Pattern DATE = Pattern.compile("2[0-9]{3}-[0-9]{2}-[0-9]{2}");

  /** Puts the earlier day first, as two fields of a form are easily mixed up. */
  public DayRange {
    if (last.isBefore(first)) {
      LocalDate later = first;
      first = last;
      last = later;
    }
  }

  /**
   * Reads a range.
   *
   * @param from its first day, such as {@code 2026-11-01}
   * @param to its last day
   * @return empty if one of both is no day
   */
  public static Optional<DayRange> of(String from, String to) {
    return day(from).flatMap(first -> day(to).map(last -> new DayRange(first, last)));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return DATE.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
    } catch (DateTimeParseException e) {
      // Such as the 30th of February.
      return Optional.empty();
    }
  }

  /** Returns the days up to a day, that one included. */
  public static DayRange until(LocalDate last, int days) {
    return new DayRange(last.minusDays(days - 1L), last);
  }

  /** Returns as many days before this as this has. */
  public DayRange before() {
    return until(first.minusDays(1), (int) (last.toEpochDay() - first.toEpochDay()) + 1);
  }

  @Override
  public String key() {
    return first + "/" + last;
  }

  @Override
  public String title() {
    return first.equals(last) ? first.toString() : first + " to " + last;
  }

  @Override
  public String query() {
    return "from=" + first + "&to=" + last;
  }

  /** Returns the beginning of its first day; nothing was counted before the first count. */
  @Override
  public Instant begin(Instant now, Instant firstCounted) {
    Instant begin = first.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant counted = firstCounted.truncatedTo(ChronoUnit.DAYS);
    Instant later = counted.isAfter(begin) ? counted : begin;
    return later.isAfter(end(now)) ? end(now) : later;
  }

  @Override
  public Instant end(Instant now) {
    return last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  @Override
  public boolean cutsSteps() {
    return true;
  }

  @Override
  public Instant firstOfRoutes(Instant begin) {
    return begin;
  }

  @Override
  public Granularity step(Duration length) {
    if (length.compareTo(BY_DAYS) > 0) {
      return Granularity.MONTH;
    }
    return length.compareTo(BY_HOURS) > 0 ? Granularity.DAY : Granularity.HOUR;
  }
}
