// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.meter.ResourceUse;
import io.xfootprint.model.Footprint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

  private static final Route A = new Route("GET", "/a");
  private static final Route B = new Route("GET", "/b");

  private final ManualClock clock = new ManualClock();
  private final Ledger ledger = new Ledger(200, clock);

  private static Footprint cost(long amount) {
    return new Footprint(amount, 10 * amount, 2 * amount, 3 * amount);
  }

  private static Totals totals(long requests, long amount) {
    return TestBooks.totals(requests, 0, 0, 0, 0, amount, 10 * amount, 2 * amount, 3 * amount);
  }

  /** Each ns costs 2 nJ, as {@link #cost} does. */
  private void close(Footprint work) {
    ledger.closeWindow(TestBooks.ofWork(Methods.MODEL, work, ResourceUse.UNKNOWN, 2));
  }

  private static Totals line(LedgerSnapshot books, Route route) {
    return books.now().routes().getOrDefault(route, Totals.NONE);
  }

  @Test
  void addsPartsToTheirRoute() {
    ledger.add(A, cost(1));
    ledger.countRequest(A, true, true, false);
    ledger.add(A, cost(4));
    ledger.add(B, cost(100));
    ledger.countRequest(B, true, true, false);
    LedgerSnapshot books = ledger.snapshot();
    assertEquals(List.of(A, B), List.copyOf(books.now().routes().keySet()));
    assertEquals(totals(1, 5), line(books, A));
    assertEquals(totals(1, 100), line(books, B));
    assertEquals(totals(2, 105), books.now().line(CostCategory.REQUESTS));
  }

  @Test
  void countsRequestsOfWhichAFigureIsUnknown() {
    ledger.add(A, new Footprint(ResourceUse.UNKNOWN, 70, -1, -1));
    ledger.countRequest(A, false, true, false);
    ledger.add(A, new Footprint(5, ResourceUse.UNKNOWN, 6, 7));
    ledger.countRequest(A, true, false, false);
    ledger.countError(A);
    Totals a = ledger.snapshot().now().line(CostCategory.REQUESTS);
    assertEquals(TestBooks.totals(2, 1, 1, 1, 0, 5, 70, 6, 7), a);
    assertTrue(Sums.of(a).knowsCpu() && Sums.of(a).knowsBytes());
  }

  @Test
  void knowsNothingWhereAllRequestsAreUnknown() {
    ledger.countRequest(A, false, false, false);
    Totals a = ledger.snapshot().now().line(CostCategory.REQUESTS);
    assertFalse(Sums.of(a).knowsCpu() || Sums.of(a).knowsBytes());
    assertTrue(Sums.NONE.knowsCpu() && Sums.NONE.knowsBytes());
  }

  @Test
  void foldsRoutesBeyondTheCapIntoOther() {
    Ledger small = new Ledger(3, clock);
    for (int i = 0; i < 10; i++) {
      small.add(new Route("GET", "/" + i), cost(1));
      small.countRequest(new Route("GET", "/" + i), true, true, false);
    }
    // Who has a line of its own keeps it.
    small.add(new Route("GET", "/1"), cost(1000));
    LedgerSnapshot books = small.snapshot();
    assertEquals(
        List.of("(other)", "GET /0", "GET /1", "GET /2"),
        books.now().routes().keySet().stream().map(Route::label).toList());
    assertEquals(totals(7, 7), line(books, Route.OTHER));
    assertEquals(totals(1, 1001), line(books, new Route("GET", "/1")));
    assertEquals(totals(10, 1010), books.now().line(CostCategory.REQUESTS));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void rejectsACapBelowOne(int maxRoutes) {
    var e = assertThrows(IllegalArgumentException.class, () -> new Ledger(maxRoutes, clock));
    assertEquals("maxRoutes must be >= 1, but was " + maxRoutes, e.getMessage());
  }

  @Test
  void booksWhatIsLeftOfTheProcessAsBackground() {
    ledger.add(A, cost(30));
    close(new Footprint(100, -1, 200, 300));
    assertEquals(
        TestBooks.totals(0, 0, 0, 0, 0, 70, 0, 140, 210),
        ledger.snapshot().now().line(CostCategory.BACKGROUND));
    ledger.add(A, cost(10));
    close(new Footprint(15, -1, 30, 45));
    assertEquals(
        TestBooks.totals(0, 0, 0, 0, 0, 75, 0, 150, 225),
        ledger.snapshot().now().line(CostCategory.BACKGROUND));
  }

  @Test
  void carriesANegativeRemainderToLaterWindows() {
    ledger.add(A, cost(50));
    close(new Footprint(20, -1, 40, 60));
    assertEquals(Totals.NONE, ledger.snapshot().now().line(CostCategory.BACKGROUND));
    close(new Footprint(20, -1, 40, 60));
    assertEquals(Totals.NONE, ledger.snapshot().now().line(CostCategory.BACKGROUND));
    close(new Footprint(20, -1, 40, 60));
    assertEquals(
        TestBooks.totals(0, 0, 0, 0, 0, 10, 0, 20, 30),
        ledger.snapshot().now().line(CostCategory.BACKGROUND));
  }

  @Test
  void takesBackWhatARequestHadUsedWhenAWindowClosedOverIt() {
    // 80 of the 100 belong to a request that nobody knows of before it ends.
    close(new Footprint(100, -1, 200, 300));
    ledger.total().add(cost(80));
    ledger.add(A, cost(80));
    assertEquals(160, ledger.total().energyNanojoules());
    assertEquals(360, ledger.total().fullNanojoules());
    close(new Footprint(5, -1, 10, 15));
    LedgerSnapshot books = ledger.snapshot();
    assertEquals(
        TestBooks.totals(0, 0, 0, 0, 0, 25, 0, 50, 75), books.now().line(CostCategory.BACKGROUND));
    assertEquals(105, TestBooks.application(books).cpuNanos());
    assertEquals(80.0 / 105, books.sinceStart().coverage());
  }

  @Test
  void tellsATotalThatNeverFalls() {
    RunningTotal total = ledger.total();
    close(new Footprint(100, -1, 200, 300));
    total.add(cost(80));
    ledger.add(A, cost(80));
    assertEquals(360, total.fullNanojoules());
    assertEquals(540, total.fullPicograms());
    close(new Footprint(5, -1, 10, 15));
    assertEquals(360, total.fullNanojoules());
    assertEquals(540, total.fullPicograms());
    close(new Footprint(100, -1, 200, 300));
    assertEquals(410, total.fullNanojoules());
    assertEquals(615, total.fullPicograms());
  }

  @Test
  void closesExactlyOverManyWindows() {
    long process = 0;
    for (int i = 1; i <= 1000; i++) {
      ledger.add(i % 2 == 0 ? A : B, cost(i));
      long used = (long) i + i % 7;
      process += used;
      close(new Footprint(used, -1, 2 * used, 3 * used));
    }
    Totals all = TestBooks.application(ledger.snapshot());
    assertEquals(process, all.cpuNanos());
    assertEquals(2 * process, all.energyNanojoules());
    assertEquals(3 * process, all.emissionsPicograms());
  }

  @Test
  void runsATotalThatEqualsItsLinesAtRest() {
    RunningTotal total = ledger.total();
    for (int i = 1; i <= 100; i++) {
      ledger.add(A, cost(i));
      total.add(cost(i));
      close(new Footprint(2L * i, -1, 4L * i, 6L * i));
    }
    Totals all = TestBooks.application(ledger.snapshot());
    assertEquals(20_200, all.energyNanojoules());
    assertEquals(all.energyNanojoules(), total.fullNanojoules());
    assertEquals(all.emissionsPicograms(), total.fullPicograms());
    assertEquals(10_100, total.energyNanojoules());
    assertEquals(15_150, total.emissionsPicograms());
  }

  @Test
  void addsNothingUnknownToTheRunningTotal() {
    RunningTotal total = ledger.total();
    total.add(cost(5));
    total.add(new Footprint(-1, 5, -1, -1));
    assertEquals(10, total.energyNanojoules());
    assertEquals(15, total.emissionsPicograms());
    total.countRequest();
    total.countRequest();
    assertEquals(2, total.requests());
  }

  @Test
  void tellsWhichShareOfTheProcessItsRequestsExplain() {
    assertEquals(Double.NaN, ledger.snapshot().sinceStart().coverage());
    ledger.add(A, cost(30));
    close(new Footprint(40, -1, 80, 120));
    assertEquals(0.75, ledger.snapshot().sinceStart().coverage());
    assertTrue(ledger.snapshot().process().isKnown());
  }

  @Test
  void knowsNoBackgroundOfAnUnknownProcess() {
    ledger.add(A, cost(30));
    close(new Footprint(-1, -1, -1, -1));
    LedgerSnapshot books = ledger.snapshot();
    assertFalse(books.process().isKnown());
    assertEquals(Totals.NONE, books.now().line(CostCategory.BACKGROUND));
    assertEquals(Double.NaN, books.sinceStart().coverage());
    assertEquals(totals(0, 30), TestBooks.application(books));
  }

  @Test
  void goesOnAfterAWindowOfWhichTheProcessIsNotKnown() {
    close(new Footprint(100, -1, 200, 300));
    close(new Footprint(-1, -1, -1, -1));
    close(new Footprint(10, -1, 20, 30));
    LedgerSnapshot books = ledger.snapshot();
    assertTrue(books.process().isKnown());
    assertEquals(
        TestBooks.totals(0, 0, 0, 0, 0, 110, 0, 220, 330),
        books.now().line(CostCategory.BACKGROUND));
  }

  @Test
  void keepsTheLastHourAndDay() {
    // Each 10 s one request and twice its cost for the whole process, for 30 hours.
    int windows = 30 * 360;
    IntStream.range(0, windows).forEach(i -> passWindow());
    LedgerSnapshot books = ledger.snapshot();
    assertServed(windows, books.sinceStart());
    assertServed(360, books.lastHour());
    assertServed(8640, books.lastDay());
    assertEquals(8640, books.lastDay().line(CostCategory.BACKGROUND).asLong(Metric.CPU_NANOS));
    clock.advance(Duration.ofDays(1));
    LedgerSnapshot later = ledger.snapshot();
    assertEquals(2L * windows, later.sinceStart().full().asLong(Metric.CPU_NANOS));
    assertTrue(later.lastHour().full().isNone() && later.lastDay().full().isNone());
    assertEquals(Map.of(), later.lastDay().routes());
  }

  private static void assertServed(int windows, Statement statement) {
    Sums expected = Sums.of(totals(windows, windows));
    for (Metric metric : List.of(Metric.REQUESTS, Metric.CPU_NANOS, Metric.EMISSIONS_PICOGRAMS)) {
      assertEquals(expected.get(metric), statement.route(A.label()).get(metric));
    }
  }

  private void passWindow() {
    ledger.add(A, cost(1));
    ledger.countRequest(A, true, true, false);
    clock.advance(Duration.ofSeconds(10));
    close(new Footprint(2, -1, 4, 6));
  }

  @Test
  void doesNotLetReadersChangeTheBooks() {
    ledger.add(A, cost(1));
    Map<String, Sums> routes = ledger.snapshot().sinceStart().routes();
    assertThrows(UnsupportedOperationException.class, routes::clear);
  }
}
