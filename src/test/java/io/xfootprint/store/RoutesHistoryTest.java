// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Routes beyond number are summed where they stand. */
class RoutesHistoryTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 9, 29);
  private static final Instant BEGIN = Instant.parse("2026-09-29T00:00:00Z");
  private static final Instant END = Instant.parse("2026-10-03T00:00:00Z");

  private static Map<String, Long> requests(SortedMap<Instant, Sums> amounts) {
    Map<String, Long> requests = new TreeMap<>();
    amounts.forEach(
        (begin, each) ->
            requests.put(
                begin.toString().replaceFirst("T00:00:00Z$", ""),
                each.get(Metric.REQUESTS).longValueExact()));
    return requests;
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void sumsRoutesBelowAPathByDayAndByMonth(TestDatabase kind) throws SQLException {
    try (RecordedDays days =
            RecordedDays.since(kind, "shop", FIRST)
                .day(FIRST, "GET /a_b/*", 1)
                .day(FIRST, "POST /a_b", 2)
                .day(FIRST.plusDays(1), "GET /a_b/c", 4)
                .day(FIRST.plusDays(2), "GET /a_b/*", 8)
                .hour(FIRST.plusDays(2).atTime(13, 0), "GET /a_b/*", 16)
                .hour(FIRST.plusDays(3).atTime(13, 0), "GET /a_b", 32)
                .day(FIRST.plusDays(4), "GET /a_b", 64)
                .day(FIRST.plusDays(1), "GET /%C3%A4%", 3);
        TotalsHistory history = days.store().history()) {
      for (String other :
          List.of(
              "GET /a_bc", "GET /axb/*", "GET /x/a_b/c", "GET /A_B", "(other)", "GET /a_b%2Fc")) {
        days.day(FIRST, other, 1000);
      }
      assertEquals(
          Map.of("2026-09-29", 3L, "2026-09-30", 4L, "2026-10-01", 24L, "2026-10-02", 32L),
          requests(history.routesBelow("/a_b", Granularity.DAY, BEGIN, END)));
      assertEquals(
          Map.of("2026-09-01", 7L, "2026-10-01", 120L),
          requests(history.routesBelow("/a_b", Granularity.MONTH, BEGIN, END)));
      // As labels are written.
      assertEquals(
          Map.of("2026-09-30", 3L),
          requests(history.routesBelow("/\u00e4%", Granularity.DAY, BEGIN, END)));
      assertEquals(Map.of(), requests(history.routesBelow("/a", Granularity.DAY, BEGIN, END)));
      assertThrows(
          IllegalArgumentException.class,
          () -> history.routesBelow("/a_b", Granularity.YEAR, BEGIN, END));
    }
  }

  /**
   * A day without any request, of which only idle power and the like are known, is no less known.
   */
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void tellsBooksOfHoursInWhichNobodyAsked(TestDatabase kind) throws Exception {
    try (TestTables tables = TestTables.in(kind)) {
      LocalDateTime now = tables.now().toLocalDateTime().truncatedTo(ChronoUnit.HOURS);
      Random random = new Random(15);
      TestInstance instance = new TestInstance(tables.store("shop"), 1);
      instance.count(now.minusHours(30), MadeUp.sums(random));
      instance.count(now.minusHours(3), MadeUp.sums(random, "GET /a", "GET /b"));
      instance.end();
      tables.tidy("shop", Duration.ZERO);
      Instant from = now.minusHours(31).toInstant(ZoneOffset.UTC);
      Statement books = tables.history("shop").books(from, from.plus(Duration.ofHours(31)));
      assertEquals(instance.total().lines(), books.lines());
      assertEquals(Set.of("GET /a", "GET /b"), books.routes().keySet());
    }
  }

  /** As many as one process counts by themselves at most, however many have run. */
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void tellsTheDearestRoutesAndAllOthersAsOne(TestDatabase kind) throws SQLException {
    List<String> routes = IntStream.range(0, 1200).mapToObj(i -> "GET /r/" + i).toList();
    try (RecordedDays days =
            RecordedDays.since(kind, "shop", FIRST)
                .day(FIRST, routes, 1)
                .day(FIRST, "(other)", 1)
                .day(FIRST, routes.subList(800, 1200), 1);
        TotalsHistory history = days.store().history()) {
      SortedMap<String, Sums> told = history.routes(BEGIN, END);
      assertEquals(1000, told.size());
      assertTrue(told.keySet().containsAll(routes.subList(800, 1200)), "the dearest");
      BigInteger all =
          told.values().stream()
              .map(each -> each.get(Metric.REQUESTS))
              .reduce(BigInteger.ZERO, BigInteger::add);
      assertEquals(1601, all.intValueExact());
      Sums others = told.get("(other)");
      assertEquals(1601 - 800 - 599, others == null ? 0 : others.get(Metric.REQUESTS).intValue());
    }
  }
}
