// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How many rows time takes, whatever the number of instances; shown for a quarter, as a year takes
 * four times that: 47,125 of lines, and 377 for each route.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class TableSizeTest {

  private static final int LINES = CostCategory.values().length;
  private static final long HOURS_PER_DAY = 24;
  private static final int MONTHS = 3;
  private static final String COUNT = "SELECT COUNT(*) FROM xfootprint_";

  /** Each hour has all lines and both routes. */
  private static final Statement EACH_HOUR =
      new Statement(
          lines(MadeUp.amounts(3)).lines(),
          Map.of("GET /a", MadeUp.amounts(1), "GET /b", MadeUp.amounts(2)));

  private final TestTables tables;
  private final LocalDateTime today;

  TableSizeTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
    tables.store("shop");
    today = tables.now().toLocalDateTime().truncatedTo(ChronoUnit.DAYS);
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  private static Statement lines(Sums amounts) {
    Map<CostCategory, Sums> lines = new EnumMap<>(CostCategory.class);
    for (CostCategory line : CostCategory.values()) {
      lines.put(line, amounts);
    }
    return new Statement(lines);
  }

  /** Has an instance count in every hour from one on to another one, and end. */
  private void countAndEnd(long number, LocalDateTime from, LocalDateTime to) throws Exception {
    TestInstance instance = new TestInstance(tables.store("shop"), number);
    for (LocalDateTime hour = from; hour.isBefore(to); hour = hour.plusHours(1)) {
      instance.count(hour, EACH_HOUR);
    }
    instance.end();
  }

  @Test
  void isBoundedByItsHoursDaysAndMonths() throws Exception {
    LocalDateTime begin = LocalDate.of(today.getYear() - 1, 4, 1).atStartOfDay();
    LocalDateTime end = begin.plusMonths(MONTHS);
    long hours = ChronoUnit.HOURS.between(begin, end);
    long days = hours / HOURS_PER_DAY;
    countAndEnd(1, begin, end);
    // Others that ran in a part of it add nothing to the number of rows.
    countAndEnd(2, begin.plusDays(50), begin.plusDays(60));
    countAndEnd(3, begin.plusDays(55), begin.plusDays(62));
    // Of the last days routes are kept by hours too.
    LocalDateTime recent = today.minusDays(3);
    int recentDays = 2;
    long recentHours = recentDays * HOURS_PER_DAY;
    countAndEnd(4, recent, recent.plusDays(recentDays));
    long recentMonths =
        Stream.of(recent, recent.plusDays(1)).map(Granularity.MONTH::start).distinct().count();
    // Hours that are not over cannot be merged yet.
    LocalDateTime hour = tables.now().toLocalDateTime().truncatedTo(ChronoUnit.HOURS);
    long openInstances = 2;
    for (int i = 0; i < openInstances; i++) {
      countAndEnd(5 + i, hour, hour.plusHours(HOURS_PER_DAY));
    }
    tables.tidy("shop", Duration.ZERO);
    long open = openInstances * HOURS_PER_DAY;
    long totals = 1 + openInstances;
    long months = MONTHS + recentMonths;
    assertEquals(
        LINES
            * (hours
                + recentHours
                + days
                + recentDays
                + months
                + months * HOURS_PER_DAY
                + totals
                + open),
        tables.number(COUNT + "line"));
    int routes = EACH_HOUR.routes().size();
    assertEquals(
        routes * (days + recentDays + months + recentHours + open), tables.number(COUNT + "route"));
  }
}
