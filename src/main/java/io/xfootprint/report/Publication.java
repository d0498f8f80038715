// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Amounts;
import io.xfootprint.ledger.AppBooks;
import io.xfootprint.store.Bucket;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.TotalsHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All figures that the well-known document may tell, made at once: of the application by completed
 * days, months and years, and of published paths likewise. So no question asks the store, whatever
 * its parameters are.
 *
 * @param updated when these figures were first known
 * @param bySubject figures by the names of their periods: {@code 2026}, {@code 2026-11}, {@code
 *     2026-11-25}; of the whole application under an empty name, of paths under theirs
 */
record Publication(Instant updated, Map<String, SortedMap<String, PublishedFigures>> bySubject) {

  /** Name of the whole application. */
  static final String ORIGIN = "";

  /** Days are told for that long; months and years as long as all of their days are stored. */
  private static final int DAYS = 400;

  /** What an instance has counted on a day is stored by then, unless its database is away. */
  private static final Duration SETTLED_AFTER = Duration.ofHours(1);

  /** Reads the figures, with routes where paths are published. */
  static Publication read(TotalsHistory history, List<String> paths, Instant now)
      throws StoreException {
    LocalDate today = date(now.minus(SETTLED_AFTER));
    LocalDate first = history.firstCounted().map(Publication::date).orElse(today);
    SortedMap<Instant, AppBooks> days =
        first.isBefore(today)
            ? history.by(Bucket.DAY, begin(first), begin(today))
            : new TreeMap<>();
    Known known = Known.of(first, days.isEmpty() ? today : date(days.firstKey()), today);
    Map<String, SortedMap<String, PublishedFigures>> bySubject = new HashMap<>();
    days.forEach(
        (begin, books) -> put(bySubject, ORIGIN, date(begin), PublishedFigures.of(books), known));
    if (!paths.isEmpty() && first.isBefore(today)) {
      SortedMap<LocalDate, SortedMap<String, Amounts>> routes =
          history.routesByDay(begin(first), begin(today));
      routes.forEach(
          (day, ofDay) ->
              paths.forEach(
                  path ->
                      put(
                          bySubject,
                          path,
                          day,
                          PublishedFigures.of(
                              path, ofDay, days.getOrDefault(begin(day), AppBooks.NONE)),
                          known)));
    }
    return new Publication(now, bySubject);
  }

  /** Adds the figures of a day to it, and to its month and year if those are over. */
  private static void put(
      Map<String, SortedMap<String, PublishedFigures>> bySubject,
      String subject,
      LocalDate day,
      PublishedFigures figures,
      Known known) {
    if (figures.isNone()) {
      return;
    }
    List<String> periods = new ArrayList<>();
    if (!day.isBefore(known.firstDay())) {
      periods.add(day.toString());
    }
    YearMonth month = YearMonth.from(day);
    if (month.isBefore(YearMonth.from(known.today()))) {
      periods.add(month.toString());
    }
    if (day.getYear() < known.today().getYear() && day.getYear() >= known.firstYear()) {
      periods.add(DateTimeFormatter.ofPattern("uuuu").format(day));
    }
    SortedMap<String, PublishedFigures> byPeriod =
        bySubject.computeIfAbsent(subject, name -> new TreeMap<>());
    periods.forEach(period -> byPeriod.merge(period, figures, PublishedFigures::plus));
  }

  /**
   * What is told.
   *
   * @param today the first day that is not over
   * @param firstDay the first that is told by itself
   * @param firstYear the first of which no day was forgotten
   */
  private record Known(LocalDate today, LocalDate firstDay, int firstYear) {

    /** The store forgets whole months, so months are whole; a year may have lost some of them. */
    static Known of(LocalDate firstCounted, LocalDate firstStored, LocalDate today) {
      boolean isAllStored = !YearMonth.from(firstCounted).isBefore(YearMonth.from(firstStored));
      boolean isWholeYear = isAllStored || firstStored.getMonthValue() == 1;
      return new Known(
          today,
          latest(firstCounted, today.minusDays(DAYS)),
          firstStored.getYear() + (isWholeYear ? 0 : 1));
    }
  }

  private static LocalDate latest(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private static LocalDate date(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC).toLocalDate();
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** Returns these figures, or the earlier ones if nothing has changed since. */
  Publication orUnchanged(Optional<Publication> earlier) {
    return earlier.filter(before -> before.text().equals(text())).orElse(this);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(bySubject)
        .forEach(
            (subject, periods) ->
                periods.forEach(
                    (period, figures) ->
                        text.append(subject)
                            .append(' ')
                            .append(period)
                            .append(' ')
                            .append(figures.text())
                            .append('\n')));
    return text.toString();
  }

  SortedMap<String, PublishedFigures> of(String subject) {
    return bySubject.getOrDefault(subject, new TreeMap<>());
  }
}
