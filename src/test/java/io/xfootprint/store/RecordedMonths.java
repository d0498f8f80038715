// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What an application has counted in 14 months, in a database and as a list of hours. Of its
 * instances one has ended, so that its days are merged; one goes on, and of its days the later ones
 * are not; others have written since.
 */
final class RecordedMonths implements AutoCloseable {

  static final LocalDateTime BEGIN = LocalDateTime.of(2024, 1, 20, 5, 0);
  static final LocalDateTime END = LocalDateTime.of(2025, 3, 18, 0, 0);

  private static final LocalDateTime OPEN_HOUR = LocalDateTime.of(2024, 11, 10, 7, 0);
  private static final String[] ROUTES = {"GET /", "GET /a", "GET /b", "POST /a", "(other)"};

  private final TestTables tables;
  private final Random random = new Random(11);
  private final List<Hour> hours = new ArrayList<>();
  private final Map<String, Statement> totals = new HashMap<>();

  /**
   * An hour of an instance.
   *
   * @param isMerged whether its day is in the rows of all instances
   */
  record Hour(LocalDateTime start, Statement sums, boolean isMerged) {

    LocalDate day() {
      return start.toLocalDate();
    }
  }

  private RecordedMonths(TestTables tables) {
    this.tables = tables;
  }

  static RecordedMonths in(TestDatabase kind) throws Exception {
    RecordedMonths months = new RecordedMonths(TestTables.in(kind));
    months.record();
    return months;
  }

  private void record() throws Exception {
    TestInstance ended = counted(1, BEGIN, END, 0.6);
    ended.end();
    TestInstance live = counted(2, BEGIN.plusDays(40), END, 0.6);
    live.write(OPEN_HOUR);
    tables.tidy("shop", Duration.ZERO);
    take("", ended, END);
    take("live", live, OPEN_HOUR.toLocalDate().atStartOfDay());
    // Both have hours of days that are merged.
    TestInstance late = counted(3, BEGIN.plusDays(100), BEGIN.plusDays(130), 0.3);
    late.write(BEGIN);
    take("late", late, BEGIN);
    TestInstance later = counted(4, END.minusDays(50), END.minusDays(20), 0.3);
    later.end();
    take("", later, BEGIN);
    name(2, "live");
    name(3, "late");
  }

  private void name(long instance, String name) throws SQLException {
    tables.change("UPDATE xfootprint_instance SET name = ? WHERE instance = ?", name, instance);
  }

  private TestInstance counted(
      long number, LocalDateTime from, LocalDateTime to, double shareOfDays) throws SQLException {
    TestInstance instance = new TestInstance(tables.store("shop"), number);
    instance.count(from, some());
    for (LocalDateTime day = from.plusDays(1); day.isBefore(to); day = day.plusDays(1)) {
      if (random.nextDouble() < shareOfDays) {
        int some = 1 + random.nextInt(4);
        for (int i = 0; i < some; i++) {
          instance.count(day.toLocalDate().atTime(random.nextInt(24), 0), some());
        }
      }
    }
    return instance;
  }

  private Statement some() {
    int first = random.nextInt(ROUTES.length);
    Statement sums = MadeUp.sums(random, ROUTES[first], ROUTES[random.nextInt(ROUTES.length)]);
    if (random.nextInt(4) > 0) {
      return sums;
    }
    // The power of memory is not always known.
    Map<CostCategory, Sums> lines = new HashMap<>(sums.lines());
    lines.remove(CostCategory.MEMORY);
    return new Statement(lines, sums.routes());
  }

  private void take(String name, TestInstance instance, LocalDateTime mergedUntil) {
    instance
        .hours()
        .forEach((hour, sums) -> hours.add(new Hour(hour, sums, hour.isBefore(mergedUntil))));
    totals.merge(name, instance.total(), Statement::plus);
  }

  TotalsHistory history() {
    return tables.history("shop");
  }

  TestTables tables() {
    return tables;
  }

  List<Hour> hours() {
    return hours;
  }

  /** Returns what an instance has counted; without a name, all that run no more. */
  Statement total(String name) {
    return totals.getOrDefault(name, Statement.NONE);
  }

  @Override
  public void close() throws SQLException {
    tables.close();
  }
}
