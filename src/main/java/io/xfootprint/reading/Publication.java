// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.store.Granularity;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.TotalsHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All figures that the well-known document may publish, read at once: of the application and of the
 * published paths, by completed days, months and years. So no question of a client reaches the
 * store, whatever its parameters are.
 *
 * <p>Nobody changes it once it is read. Safe for use by many threads.
 *
 * @param updated when these figures were first known
 * @param bySubject full costs by the names of their periods: {@code 2026}, {@code 2026-11}, {@code
 *     2026-11-25}; of the whole application under {@link #ORIGIN}, of paths under theirs
 */
public record Publication(Instant updated, Map<String, SortedMap<String, Sums>> bySubject) {

  /** Name of the whole application. */
  public static final String ORIGIN = "";

  /** Length of the name of a day. */
  public static final int DAY_LENGTH = "2026-11-25".length();

  /** Length of the name of a month. */
  public static final int MONTH_LENGTH = "2026-11".length();

  /**
   * Days are published for a year and a month; months and years as long as all of their days are
   * stored.
   */
  private static final int DAYS = 400;

  /** What an instance has counted on a day is stored by then, unless its database is away. */
  private static final Duration SETTLED_AFTER = Duration.ofHours(1);

  /**
   * Reads the figures. The number of rows does not depend on that of the routes: each subject has
   * one for a day and one for a month.
   */
  static Publication read(TotalsHistory history, List<String> paths, Instant now)
      throws StoreException {
    LocalDate today = date(now.minus(SETTLED_AFTER));
    LocalDate first = history.firstCounted().map(Publication::date).orElse(today);
    LocalDate firstDay = today.minusDays(DAYS);
    Publication read = new Publication(now, new HashMap<>());
    read.add(history, paths, Granularity.DAY, first.isAfter(firstDay) ? first : firstDay, today);
    read.add(history, paths, Granularity.MONTH, first, today.withDayOfMonth(1));
    read.addYears(YearMonth.from(first), Year.from(today));
    return read;
  }

  /** Adds the days or months of a period that is over. */
  private void add(
      TotalsHistory history, List<String> paths, Granularity bucket, LocalDate first, LocalDate end)
      throws StoreException {
    if (!first.isBefore(end)) {
      return;
    }
    Instant from = begin(first);
    Instant to = begin(end);
    SortedMap<Instant, Statement> books = history.by(bucket, from, to);
    books.forEach((begin, all) -> put(ORIGIN, name(bucket, begin), all.full()));
    for (String path : paths) {
      history
          .routesBelow(path, bucket, from, to)
          .forEach(
              (begin, routes) ->
                  put(
                      path,
                      name(bucket, begin),
                      books.getOrDefault(begin, Statement.NONE).full(routes)));
    }
  }

  private void put(String subject, String period, Sums full) {
    boolean isNothing =
        full.get(Metric.ENERGY_NANOJOULES).signum() == 0
            && full.get(Metric.EMISSIONS_PICOGRAMS).signum() == 0;
    if (!isNothing) {
      bySubject.computeIfAbsent(subject, name -> new TreeMap<>()).merge(period, full, Sums::plus);
    }
  }

  /**
   * Adds up the months of years that are over. The store forgets whole months, so it may have lost
   * some months of its first year: then that year is left out.
   */
  private void addYears(YearMonth firstCounted, Year thisYear) {
    Optional<YearMonth> firstStored = months(of(ORIGIN)).keySet().stream().findFirst();
    if (firstStored.isEmpty()) {
      return;
    }
    boolean isWhole =
        !firstCounted.isBefore(firstStored.get()) || firstStored.get().getMonthValue() == 1;
    int firstYear = firstStored.get().getYear() + (isWhole ? 0 : 1);
    for (SortedMap<String, Sums> figures : bySubject.values()) {
      months(figures)
          .forEach(
              (month, ofMonth) -> {
                if (firstYear <= month.getYear() && month.getYear() < thisYear.getValue()) {
                  figures.merge(String.valueOf(month.getYear()), ofMonth, Sums::plus);
                }
              });
    }
  }

  private static SortedMap<YearMonth, Sums> months(SortedMap<String, Sums> figures) {
    SortedMap<YearMonth, Sums> months = new TreeMap<>();
    figures.forEach(
        (period, sums) -> {
          if (period.length() == MONTH_LENGTH) {
            months.put(YearMonth.parse(period), sums);
          }
        });
    return months;
  }

  private static String name(Granularity bucket, Instant begin) {
    String day = date(begin).toString();
    return bucket == Granularity.MONTH ? day.substring(0, MONTH_LENGTH) : day;
  }

  private static LocalDate date(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** Returns these figures, or the earlier ones if nothing has changed since. */
  Publication orUnchanged(Optional<Publication> earlier) {
    return earlier.filter(before -> before.bySubject.equals(bySubject)).orElse(this);
  }

  /** Returns the full costs of a subject by the names of their periods; empty if it has none. */
  public SortedMap<String, Sums> of(String subject) {
    return bySubject.getOrDefault(subject, new TreeMap<>());
  }
}
