// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.meter.ResourceUse;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
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
    return new Totals(requests, 0, 0, 0, 0, amount, 10 * amount, 2 * amount, 3 * amount);
  }

  /** Each ns costs 2 nJ, as {@link #cost} does. */
  private void close(Footprint work) {
    ledger.closeWindow(WindowCost.ofWork(Methods.MODEL, work, ResourceUse.UNKNOWN, 2));
  }

  private static Periods line(LedgerSnapshot books, Route route) {
    return books.routes().getOrDefault(route, Periods.NONE);
  }

  @Test
  void addsPartsToTheirRoute() {
    ledger.add(A, cost(1));
    ledger.countRequest(A, true, true, false);
    ledger.add(A, cost(4));
    ledger.add(B, cost(100));
    ledger.countRequest(B, true, true, false);
    LedgerSnapshot books = ledger.snapshot();
    assertEquals(List.of(A, B), List.copyOf(books.routes().keySet()));
    assertEquals(totals(1, 5), line(books, A).sinceStart());
    assertEquals(totals(1, 100), line(books, B).sinceStart());
    assertEquals(totals(2, 105), books.requests().sinceStart());
  }

  @Test
  void countsRequestsOfWhichAFigureIsUnknown() {
    ledger.add(A, new Footprint(ResourceUse.UNKNOWN, 70, -1, -1));
    ledger.countRequest(A, false, true, false);
    ledger.add(A, new Footprint(5, ResourceUse.UNKNOWN, 6, 7));
    ledger.countRequest(A, true, false, false);
    ledger.countError(A);
    Totals a = ledger.snapshot().requests().sinceStart();
    assertEquals(new Totals(2, 1, 1, 1, 0, 5, 70, 6, 7), a);
    assertTrue(a.knowsCpu() && a.knowsBytes());
  }

  @Test
  void knowsNothingWhereAllRequestsAreUnknown() {
    ledger.countRequest(A, false, false, false);
    Totals a = ledger.snapshot().requests().sinceStart();
    assertFalse(a.knowsCpu() || a.knowsBytes());
    assertTrue(Totals.NONE.knowsCpu() && Totals.NONE.knowsBytes());
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
        books.routes().keySet().stream().map(Route::label).toList());
    assertEquals(totals(7, 7), line(books, Route.OTHER).sinceStart());
    assertEquals(totals(1, 1001), line(books, new Route("GET", "/1")).sinceStart());
    assertEquals(totals(10, 1010), books.requests().sinceStart());
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
        new Totals(0, 0, 0, 0, 0, 70, 0, 140, 210), ledger.snapshot().background().sinceStart());
    ledger.add(A, cost(10));
    close(new Footprint(15, -1, 30, 45));
    assertEquals(
        new Totals(0, 0, 0, 0, 0, 75, 0, 150, 225), ledger.snapshot().background().sinceStart());
  }

  @Test
  void carriesANegativeRemainderToLaterWindows() {
    ledger.add(A, cost(50));
    close(new Footprint(20, -1, 40, 60));
    assertEquals(Totals.NONE, ledger.snapshot().background().sinceStart());
    close(new Footprint(20, -1, 40, 60));
    assertEquals(Totals.NONE, ledger.snapshot().background().sinceStart());
    close(new Footprint(20, -1, 40, 60));
    assertEquals(
        new Totals(0, 0, 0, 0, 0, 10, 0, 20, 30), ledger.snapshot().background().sinceStart());
  }

  @Test
  void takesBackWhatARequestHadUsedWhenAWindowClosedOverIt() {
    // 80 of the 100 belong to a request that nobody knows of before it ends.
    close(new Footprint(100, -1, 200, 300));
    ledger.total().add(cost(80));
    ledger.add(A, cost(80));
    assertEquals(360, ledger.total().energyNanojoules());
    close(new Footprint(5, -1, 10, 15));
    LedgerSnapshot books = ledger.snapshot();
    assertEquals(new Totals(0, 0, 0, 0, 0, 25, 0, 50, 75), books.background().sinceStart());
    assertEquals(105, books.application().sinceStart().cpuNanos());
    assertEquals(80.0 / 105, books.coverage());
  }

  @Test
  void tellsATotalThatNeverFalls() {
    RunningTotal total = ledger.total();
    close(new Footprint(100, -1, 200, 300));
    total.add(cost(80));
    ledger.add(A, cost(80));
    assertEquals(360, total.energyNanojoules());
    assertEquals(540, total.emissionsPicograms());
    close(new Footprint(5, -1, 10, 15));
    assertEquals(360, total.energyNanojoules());
    assertEquals(540, total.emissionsPicograms());
    close(new Footprint(100, -1, 200, 300));
    assertEquals(410, total.energyNanojoules());
    assertEquals(615, total.emissionsPicograms());
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
    Totals all = ledger.snapshot().application().sinceStart();
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
    Totals all = ledger.snapshot().application().sinceStart();
    assertEquals(20_200, all.energyNanojoules());
    assertEquals(all.energyNanojoules(), total.energyNanojoules());
    assertEquals(all.emissionsPicograms(), total.emissionsPicograms());
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
    assertEquals(Double.NaN, ledger.snapshot().coverage());
    ledger.add(A, cost(30));
    close(new Footprint(40, -1, 80, 120));
    assertEquals(0.75, ledger.snapshot().coverage());
    assertTrue(ledger.snapshot().knowsProcess());
  }

  @Test
  void knowsNoBackgroundOfAnUnknownProcess() {
    ledger.add(A, cost(30));
    close(new Footprint(-1, -1, -1, -1));
    LedgerSnapshot books = ledger.snapshot();
    assertFalse(books.knowsProcess());
    assertEquals(Totals.NONE, books.background().sinceStart());
    assertEquals(Double.NaN, books.coverage());
    assertEquals(totals(0, 30), books.application().sinceStart());
  }

  @Test
  void goesOnAfterAWindowOfWhichTheProcessIsNotKnown() {
    close(new Footprint(100, -1, 200, 300));
    close(new Footprint(-1, -1, -1, -1));
    close(new Footprint(10, -1, 20, 30));
    LedgerSnapshot books = ledger.snapshot();
    assertTrue(books.knowsProcess());
    assertEquals(new Totals(0, 0, 0, 0, 0, 110, 0, 220, 330), books.background().sinceStart());
  }

  @Test
  void keepsTheLastMinuteHourAndDay() {
    // Each 10 s one request and twice its cost for the whole process, for 30 hours. The first
    // window
    // gives the first reading, from where on each hour and day ends with a reading too.
    int windows = 30 * 360 + 1;
    IntStream.range(0, windows).forEach(i -> passWindow());
    Periods a = line(ledger.snapshot(), A);
    assertEquals(totals(windows, windows), a.sinceStart());
    assertEquals(totals(6, 6), a.lastMinute());
    assertEquals(totals(360, 360), a.lastHour());
    assertEquals(totals(8640, 8640), a.lastDay());
    assertEquals(8640, ledger.snapshot().background().lastDay().cpuNanos());
    clock.advance(Duration.ofDays(1));
    Periods later = ledger.snapshot().application();
    assertEquals(2L * windows, later.sinceStart().cpuNanos());
    assertEquals(
        List.of(Totals.NONE, Totals.NONE, Totals.NONE),
        List.of(later.lastMinute(), later.lastHour(), later.lastDay()));
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
    Map<Route, Periods> routes = ledger.snapshot().routes();
    assertThrows(UnsupportedOperationException.class, routes::clear);
  }
}
