// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.data.Sha256;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.GridUse;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.store.Granularity;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.TotalsHistory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an application has cost in one month in UTC, all instances, to be handed on. It has a hash
 * of its figures and of the statement of the month before, so a later one shows whether an earlier
 * one is still what it was. Immutable.
 *
 * @param app the name of the application
 * @param month the month
 * @param isOver whether nothing can be added to it any more
 * @param books its lines and what priced its energy
 * @param hours what priced the energy of each hour, by its beginning
 * @param countedHours number of hours in which anything was counted
 * @param text what is hashed
 * @param hashBefore that of the month before which has any figures; empty if there is none
 */
public record MonthlyStatement(
    String app,
    YearMonth month,
    boolean isOver,
    Statement books,
    SortedMap<Instant, Map<String, GridUse>> hours,
    int countedHours,
    String text,
    String hashBefore) {

  /**
   * What the store says of a month.
   *
   * @param statement empty if it has nothing of it
   */
  public record Reading(Optional<MonthlyStatement> statement) {}

  /** What an instance has counted is stored by then, unless its database is away. */
  private static final Duration SETTLED_AFTER = Duration.ofHours(1);

  /** Reads a month. */
  static Reading read(TotalsHistory history, String app, YearMonth month, Instant now)
      throws StoreException {
    return new Reading(find(history, app, month, now));
  }

  /** Returns what this process knows of the current month, in which it has started. */
  static MonthlyStatement ofMemory(String app, Instant started, Statement books, Instant now) {
    YearMonth month = month(now);
    return new MonthlyStatement(
        app,
        month,
        false,
        books,
        new TreeMap<>(),
        (int) Duration.between(started.truncatedTo(ChronoUnit.HOURS), now).toHours() + 1,
        text(app, month, books, ""),
        "");
  }

  private static Optional<MonthlyStatement> find(
      TotalsHistory history, String app, YearMonth month, Instant now) throws StoreException {
    Optional<Instant> first = history.firstCounted();
    if (first.isEmpty() || month.isBefore(month(first.get()))) {
      return Optional.empty();
    }
    Instant end = begin(month.plusMonths(1));
    Instant firstMonth = begin(month(first.get()));
    SortedMap<Instant, Statement> months = history.by(Granularity.MONTH, firstMonth, end);
    history
        .grids(Granularity.MONTH, firstMonth, end)
        .forEach((at, uses) -> months.computeIfPresent(at, (same, one) -> one.withGrids(uses)));
    Statement books = months.get(begin(month));
    if (books == null) {
      return Optional.empty();
    }
    String before = "";
    for (Map.Entry<Instant, Statement> earlier : months.headMap(begin(month)).entrySet()) {
      before = hash(text(app, month(earlier.getKey()), earlier.getValue(), before));
    }
    return Optional.of(
        new MonthlyStatement(
            app,
            month,
            !now.isBefore(end.plus(SETTLED_AFTER)),
            books,
            history.grids(Granularity.HOUR, begin(month), end),
            history.by(Granularity.HOUR, begin(month), end).size(),
            text(app, month, books, before),
            before));
  }

  static YearMonth month(Instant time) {
    return YearMonth.from(time.atOffset(ZoneOffset.UTC));
  }

  private static Instant begin(YearMonth month) {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** Returns the number of hours of the month. */
  public long allHours() {
    return Duration.between(begin(month), begin(month.plusMonths(1))).toHours();
  }

  /** Returns the SHA-256 of the text, in hexadecimal. */
  public String hash() {
    return hash(text);
  }

  private static String hash(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the text that is hashed: whole numbers of the store alone, in a fixed order and without
   * those that are 0, so that it does not depend on the release, on the machine or on the time of
   * reading.
   */
  static String text(String app, YearMonth month, Statement books, String before) {
    StringBuilder text =
        new StringBuilder("x-footprint statement 1\n")
            .append("app ")
            .append(app)
            .append("\nmonth ")
            .append(month)
            .append("\nbefore ")
            .append(before)
            .append('\n');
    for (CostCategory category : CostCategory.values()) {
      for (Metric metric : Metric.values()) {
        BigInteger amount = books.line(category).get(metric);
        if (amount.signum() != 0) {
          text.append(category.name())
              .append(' ')
              .append(metric.column())
              .append(' ')
              .append(amount)
              .append('\n');
        }
      }
    }
    new TreeMap<>(books.grids())
        .forEach(
            (source, use) ->
                text.append("grid ")
                    .append(use.nanojoules())
                    .append(' ')
                    .append(use.picograms())
                    .append(' ')
                    .append(source)
                    .append('\n'));
    return text.toString();
  }
}
