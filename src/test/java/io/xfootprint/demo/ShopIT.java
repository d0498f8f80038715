// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The demo's WAR in the Jetty that the build has started, with exact figures in its headers. */
class ShopIT {

  private static final String URL = System.getProperty("demo.url");

  @ParameterizedTest
  @EnumSource
  void tellsWhatEachVisitCost(Visit visit) {
    Response answer = visit.at(URL);

    assertEquals(visit.status(), answer.statusCode());
    Header cost = Header.cost(answer);
    assertTrue(cost.whole("cpu-us") > 0);
    assertTrue(cost.whole("alloc-b") > 0);
    assertTrue(cost.whole("energy-uj") > 0);
    assertTrue(cost.whole("co2e-ng") > 0);
    Header total = Header.total(answer);
    assertTrue(total.whole("requests") > 0);
    assertTrue(total.number("energy-j").signum() > 0);
    assertTrue(total.number("co2e-mg").signum() > 0);
  }

  @Test
  void countsUpTheTotalFromAnswerToAnswer() {
    Header first = Header.total(Visit.ORDER.at(URL));
    Header second = Header.total(Visit.ORDER.at(URL));

    assertEquals(first.whole("requests") + 1, second.whole("requests"));
    assertTrue(first.number("energy-j").compareTo(second.number("energy-j")) <= 0);
  }

  @Test
  void chargesASearchMoreThanAnOrder() {
    long search = 0;
    long order = 0;
    for (int i = 0; i < 20; i++) {
      search += Header.cost(Visit.SEARCH.at(URL)).whole("energy-uj");
      order += Header.cost(Visit.ORDER.at(URL)).whole("energy-uj");
    }
    assertTrue(search > 5 * order, "search " + search + " uJ, order " + order + " uJ");
  }

  @Test
  void saysWhichFiguresAreOnlyTheCostSoFar() {
    assertTrue(Header.cost(Visit.FEED.at(URL)).partial());
    assertTrue(Header.cost(Visit.SALES_REPORT.at(URL)).partial());
    assertFalse(Header.cost(Visit.ORDER.at(URL)).partial());
    assertFalse(Header.cost(Visit.FAIL.at(URL)).partial());
  }

  @Test
  void logsTheSumOfTheHeaders() throws IOException {
    TotalsLog before = TotalsLog.after(Header.total(Visit.ORDER.at(URL)).whole("requests"));

    Map<String, Long> sums = new HashMap<>();
    Map<String, Long> visits = new HashMap<>();
    Set<String> partial = new HashSet<>();
    Response last = Visit.ORDER.at(URL);
    add(sums, visits, partial, Visit.ORDER, last);
    for (int i = 1; i < 1000; i++) {
      Visit visit = Visit.ALL.get(i % Visit.ALL.size());
      last = visit.at(URL);
      add(sums, visits, partial, visit, last);
    }
    TotalsLog after = TotalsLog.after(Header.total(last).whole("requests"));

    for (String route : visits.keySet()) {
      long count = visits.get(route);
      assertEquals(count, gained(before, after, route, "requests", 0), route);
      for (Figure figure : Figure.values()) {
        long logged = gained(before, after, route, figure.logged, figure.powerOfTen);
        long told = sums.get(route + figure.told);
        if (partial.contains(route)) {
          assertTrue(logged >= told - count, route + " " + figure);
        } else {
          assertTrue(
              Math.abs(told - logged) <= count * figure.perRequest + figure.perBlock,
              () -> "%s %s: told %d, logged %d".formatted(route, figure, told, logged));
        }
      }
    }
    assertTrue(visits.keySet().size() - partial.size() >= 5, "complete: all but " + partial);
  }

  /** A figure in both places: its unit, and by how much rounding may move it. */
  private enum Figure {
    CPU("cpu-us", "cpu_ms", 3, 1, 1),
    BYTES("alloc-b", "alloc_b", 0, 0, 0),
    ENERGY("energy-uj", "energy_j", 6, 1, 1_000),
    EMISSIONS("co2e-ng", "co2e_mg", 6, 1, 1_000);

    private final String told;
    private final String logged;
    private final int powerOfTen;
    private final long perRequest;
    private final long perBlock;

    Figure(String told, String logged, int powerOfTen, long perRequest, long perBlock) {
      this.told = told;
      this.logged = logged;
      this.powerOfTen = powerOfTen;
      this.perRequest = perRequest;
      this.perBlock = perBlock;
    }
  }

  private static void add(
      Map<String, Long> sums,
      Map<String, Long> visits,
      Set<String> partial,
      Visit visit,
      Response answer) {
    Header cost = Header.cost(answer);
    visits.merge(visit.route(), 1L, Long::sum);
    List.of(Figure.values())
        .forEach(
            figure -> sums.merge(visit.route() + figure.told, cost.whole(figure.told), Long::sum));
    if (cost.partial()) {
      partial.add(visit.route());
    }
  }

  private static long gained(
      TotalsLog before, TotalsLog after, String route, String key, int powerOfTen) {
    BigDecimal gain = after.figure(route, key).subtract(before.figure(route, key));
    return gain.movePointRight(powerOfTen).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }
}
