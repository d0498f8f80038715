// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.Statement;
import io.xfootprint.store.Granularity;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.TotalsHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All figures that the well-known document may tell, made at once: of the application and of
 * published paths, by completed days, months and years. So no question asks the store, whatever its
 * parameters are.
 *
 * @param updated when these figures were first known
 * @param bySubject figures by the names of their periods: {@code 2026}, {@code 2026-11}, {@code
 *     2026-11-25}; of the whole application under an empty name, of paths under theirs
 */
public record Publication(Instant updated, Map<String, SortedMap<String, PublishedFigures>> bySubject) {

  /** Name of the whole application. */
  public static final String ORIGIN = "";

  /** Days are told for that long; months and years as long as all of their days are stored. */
  private static final int DAYS = 400;

  private static final int YEAR_LENGTH = "2026".length();
  private static final int MONTH_LENGTH = "2026-11".length();

  /** What an instance has counted on a day is stored by then, unless its database is away. */
  private static final Duration SETTLED_AFTER = Duration.ofHours(1);

  /**
   * Reads the figures, with those of published paths. How many rows that takes is known: each
   * subject has one for a day and for a month.
   */
  public static Publication read(TotalsHistory history, List<String> paths, Instant now)
      throws StoreException {
    LocalDate today = date(now.minus(SETTLED_AFTER));
    LocalDate first = history.firstCounted().map(Publication::date).orElse(today);
    Publication read = new Publication(now, new HashMap<>());
    if (first.isBefore(today)) {
      Stretch days = new Stretch(Granularity.DAY, latest(first, today.minusDays(DAYS)), today);
      read.add(history, days, paths, "uuuu-MM-dd");
      LocalDate thisMonth = today.withDayOfMonth(1);
      if (first.isBefore(thisMonth)) {
        read.add(history, new Stretch(Granularity.MONTH, first, thisMonth), paths, "uuuu-MM");
        read.addYears(YearMonth.from(first), today.getYear());
      }
    }
    return read;
  }

  /** Days or months that are over. */
  private record Stretch(Granularity bucket, LocalDate from, LocalDate to) {}

  private void add(TotalsHistory history, Stretch stretch, List<String> paths, String format)
      throws StoreException {
    DateTimeFormatter name = DateTimeFormatter.ofPattern(format, Locale.ROOT);
    Instant from = begin(stretch.from());
    Instant to = begin(stretch.to());
    SortedMap<Instant, Statement> books = history.by(stretch.bucket(), from, to);
    books.forEach(
        (begin, all) -> put(ORIGIN, name.format(date(begin)), PublishedFigures.of(all.total())));
    for (String path : paths) {
      history
          .routesBelow(path, stretch.bucket(), from, to)
          .forEach(
              (begin, routes) ->
                  put(
                      path,
                      name.format(date(begin)),
                      PublishedFigures.of(books.getOrDefault(begin, Statement.NONE).full(routes))));
    }
  }

  private void put(String subject, String period, PublishedFigures figures) {
    if (!figures.isNone()) {
      bySubject
          .computeIfAbsent(subject, name -> new TreeMap<>())
          .merge(period, figures, PublishedFigures::plus);
    }
  }

  /**
   * Adds up the months of years that are over. The store forgets whole months, so a year may have
   * lost some of them: then it is not told.
   */
  private void addYears(YearMonth firstCounted, int thisYear) {
    Optional<YearMonth> firstStored =
        of(ORIGIN).keySet().stream()
            .filter(period -> period.length() == MONTH_LENGTH)
            .findFirst()
            .map(YearMonth::parse);
    if (firstStored.isEmpty()) {
      return;
    }
    boolean isWholeYear =
        !firstCounted.isBefore(firstStored.get()) || firstStored.get().getMonthValue() == 1;
    int firstYear = firstStored.get().getYear() + (isWholeYear ? 0 : 1);
    for (SortedMap<String, PublishedFigures> figures : bySubject.values()) {
      new TreeMap<>(figures)
          .forEach(
              (period, ofMonth) -> {
                if (period.length() == MONTH_LENGTH) {
                  int year = YearMonth.parse(period).getYear();
                  if (firstYear <= year && year < thisYear) {
                    figures.merge(
                        period.substring(0, YEAR_LENGTH), ofMonth, PublishedFigures::plus);
                  }
                }
              });
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
  public Publication orUnchanged(Optional<Publication> earlier) {
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

  public SortedMap<String, PublishedFigures> of(String subject) {
    return bySubject.getOrDefault(subject, new TreeMap<>());
  }
}
