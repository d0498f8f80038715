// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.LoggedBlock;
import io.xfootprint.functional.harness.TotalFigures;
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
    Figures cost = Told.cost(answer);
    assertTrue(cost.cpuMicros() > 0);
    assertTrue(cost.allocatedBytes() > 0);
    assertTrue(cost.energyMicrojoules() > 0);
    assertTrue(cost.emissionsNanograms() > 0);
    TotalFigures total = Told.total(answer);
    assertTrue(total.requests() > 0);
    assertTrue(total.joules().signum() > 0);
    assertTrue(total.milligrams().signum() > 0);
    assertTrue(total.fullJoules().compareTo(total.joules()) >= 0);
    assertTrue(total.fullMilligrams().compareTo(total.milligrams()) >= 0);
  }

  @Test
  void countsUpTheTotalFromAnswerToAnswer() {
    TotalFigures first = Told.total(Visit.ORDER.at(URL));
    TotalFigures second = Told.total(Visit.ORDER.at(URL));

    assertEquals(first.requests() + 1, second.requests());
    assertTrue(first.joules().compareTo(second.joules()) <= 0);
  }

  @Test
  void chargesASearchMoreThanAnOrder() {
    long search = 0;
    long order = 0;
    for (int i = 0; i < 20; i++) {
      search += Told.cost(Visit.SEARCH.at(URL)).energyMicrojoules();
      order += Told.cost(Visit.ORDER.at(URL)).energyMicrojoules();
    }
    assertTrue(search > 5 * order, "search " + search + " uJ, order " + order + " uJ");
  }

  @Test
  void saysWhichFiguresAreOnlyTheCostSoFar() {
    assertTrue(Told.cost(Visit.FEED.at(URL)).partial());
    assertTrue(Told.cost(Visit.SALES_REPORT.at(URL)).partial());
    assertTrue(Told.cost(Visit.ORDER.at(URL)).isFinal());
    assertTrue(Told.cost(Visit.FAIL.at(URL)).isFinal());
  }

  @Test
  void logsTheSumOfTheHeaders() throws IOException {
    LoggedBlock before = TotalsLog.after(Told.total(Visit.ORDER.at(URL)).requests());

    Map<String, Long> sums = new HashMap<>();
    Map<String, Long> visits = new HashMap<>();
    Set<String> notFinal = new HashSet<>();
    Response last = Visit.ORDER.at(URL);
    add(sums, visits, notFinal, Visit.ORDER, last);
    for (int i = 1; i < 1000; i++) {
      Visit visit = Visit.ALL.get(i % Visit.ALL.size());
      last = visit.at(URL);
      add(sums, visits, notFinal, visit, last);
    }
    LoggedBlock after = TotalsLog.after(Told.total(last).requests());

    for (String route : visits.keySet()) {
      long count = visits.get(route);
      assertEquals(count, gained(before, after, route, "requests", 0), route);
      for (Figure figure : Figure.values()) {
        long logged = gained(before, after, route, figure.logged, figure.powerOfTen);
        long told = sums.get(route + figure);
        long rounding = count * figure.perRequest + figure.perBlock;
        boolean mayBeMore = notFinal.contains(route);
        assertTrue(
            logged >= told - rounding && (mayBeMore || logged <= told + rounding),
            () -> "%s %s: told %d, logged %d".formatted(route, figure, told, logged));
      }
    }
    assertTrue(visits.keySet().size() - notFinal.size() >= 5, "complete: all but " + notFinal);
  }

  /** A figure in both places: its unit, and by how much rounding may move it. */
  private enum Figure {
    CPU("cpu_ms", 3, 1, 1),
    BYTES("alloc_b", 0, 0, 0),
    ENERGY("energy_j", 6, 1, 1_000),
    EMISSIONS("co2e_mg", 6, 1, 1_000);

    private final String logged;
    private final int powerOfTen;
    private final long perRequest;
    private final long perBlock;

    Figure(String logged, int powerOfTen, long perRequest, long perBlock) {
      this.logged = logged;
      this.powerOfTen = powerOfTen;
      this.perRequest = perRequest;
      this.perBlock = perBlock;
    }

    long told(Figures cost) {
      return switch (this) {
        case CPU -> cost.cpuMicros();
        case BYTES -> cost.allocatedBytes();
        case ENERGY -> cost.energyMicrojoules();
        case EMISSIONS -> cost.emissionsNanograms();
      };
    }
  }

  private static void add(
      Map<String, Long> sums,
      Map<String, Long> visits,
      Set<String> notFinal,
      Visit visit,
      Response answer) {
    Figures cost = Told.cost(answer);
    visits.merge(visit.route(), 1L, Long::sum);
    List.of(Figure.values())
        .forEach(figure -> sums.merge(visit.route() + figure, figure.told(cost), Long::sum));
    if (!cost.isFinal()) {
      notFinal.add(visit.route());
    }
  }

  private static long gained(
      LoggedBlock before, LoggedBlock after, String route, String key, int powerOfTen) {
    BigDecimal gain =
        TotalsLog.figure(after, route, key).subtract(TotalsLog.figure(before, route, key));
    return gain.movePointRight(powerOfTen).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }
}
