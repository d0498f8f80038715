// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import io.xfootprint.units.Range;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lines there are beside the routes, and that all of them add up. */
class ClosedBooksTest {

  private static final Route A = new Route("GET", "/a");
  private static final Route B = new Route("GET", "/b");

  private final Ledger ledger = new Ledger(200, new ManualClock());

  private static Footprint cost(long amount) {
    return new Footprint(amount, 10 * amount, 2 * amount, 3 * amount);
  }

  private static Footprint ofTime(long energy, long emissions) {
    return new Footprint(0, 0, energy, emissions);
  }

  /** A window in which a CPU-second took other than what requests were charged. */
  private static WindowCost window(Random random, long cpuNanos, double nanojoulesPerNano) {
    long gcNanos = random.nextLong(1 + cpuNanos / 4);
    long energy = Math.round(cpuNanos * nanojoulesPerNano);
    return new WindowCost(
        Methods.MODEL,
        Methods.GRID,
        new Footprint(
            cpuNanos, 20 * cpuNanos, energy, Math.round(gcNanos * nanojoulesPerNano), 3 * energy),
        gcNanos,
        nanojoulesPerNano,
        ofTime(random.nextLong(1_000_000), random.nextLong(1_000_000)),
        ofTime(random.nextLong(1_000), random.nextLong(1_000)),
        ofTime(0, random.nextLong(1_000_000)));
  }

  @Test
  void closesToTheNanojouleWhateverTheRates() {
    Random random = new Random(4);
    long active = 0;
    long idle = 0;
    long memory = 0;
    for (int i = 0; i < 2000; i++) {
      long requests = random.nextLong(10_000_000);
      // Requests may be ahead of the clock of the process, and charged by other rates.
      WindowCost window =
          window(random, random.nextLong(20_000_000), 0.5 + random.nextDouble() * 3);
      ledger.add(
          random.nextBoolean() ? A : B,
          new Footprint(requests, 10 * requests, 2 * requests + 7, 7, 6 * requests));
      ledger.closeWindow(window);
      active += window.active().energyNanojoules();
      idle += window.idle().energyNanojoules();
      memory += window.memory().energyNanojoules();
      LedgerSnapshot books = ledger.snapshot();
      Totals lines = TestBooks.application(books);
      assertEquals(
          0,
          active
              + TestBooks.aheadNanojoules(books.process())
              + idle
              + memory
              - books.now().routes().values().stream().mapToLong(Totals::energyNanojoules).sum()
              - books.now().line(CostCategory.BACKGROUND).energyNanojoules()
              - books.now().line(CostCategory.IDLE).energyNanojoules()
              - books.now().line(CostCategory.MEMORY).energyNanojoules());
      assertEquals(
          active + TestBooks.aheadNanojoules(books.process()) + idle + memory,
          lines.energyNanojoules());
      assertEquals(active, books.process().active().energyNanojoules());
    }
    assertEquals(0, TestBooks.aheadNanojoules(ledger.snapshot().process()));
  }

  @Test
  void holdsTimeInTheTotalToo() {
    ledger.total().add(cost(30));
    ledger.add(A, cost(30));
    ledger.closeWindow(
        new WindowCost(
            Methods.MODEL,
            Methods.GRID,
            new Footprint(40, 400, 80, 120),
            0,
            2,
            ofTime(1000, 100),
            ofTime(20, 2),
            ofTime(0, 7)));
    assertEquals(1100, ledger.total().fullNanojoules());
    assertEquals(60, ledger.total().energyNanojoules());
    // Embodied emissions are in the header's full total, and a line of their own in the log.
    assertEquals(229, ledger.total().fullPicograms());
    assertEquals(90, ledger.total().emissionsPicograms());
    assertEquals(222, TestBooks.application(ledger.snapshot()).emissionsPicograms());
  }

  @Test
  void saysWhatRequestsWereChargedTooMuch() {
    // Charged 2 nJ for each ns and 5 for garbage, where it was 1, and 4 for half of all bytes.
    ledger.add(A, new Footprint(30, 100, 65, 5, 0));
    ledger.closeWindow(TestBooks.ofWork(Methods.MODEL, new Footprint(40, 200, 40, 8, 0), 8, 1));
    LedgerSnapshot books = ledger.snapshot();
    assertEquals(65 - 30 - 4, books.process().settlementNanojoules());
    // What is left of it is carried, so that nothing is less than 0.
    assertEquals(0, books.now().line(CostCategory.BACKGROUND).energyNanojoules());
    assertEquals(25, TestBooks.aheadNanojoules(books.process()));
    ledger.closeWindow(TestBooks.ofWork(Methods.MODEL, new Footprint(100, 0, 100, 0, 0), 0, 1));
    assertEquals(75, ledger.snapshot().now().line(CostCategory.BACKGROUND).energyNanojoules());
    assertEquals(0, TestBooks.aheadNanojoules(ledger.snapshot().process()));
  }

  @Test
  void spreadsWhatNoRequestCausesByCpuTimeWhenItIsRead() {
    ledger.total().add(cost(40));
    ledger.add(A, cost(30));
    ledger.add(B, cost(10));
    ledger.closeWindow(
        new WindowCost(
            Methods.MODEL,
            Methods.GRID,
            new Footprint(80, 800, 160, 240),
            0,
            2,
            ofTime(7000, 700),
            ofTime(1000, 100),
            ofTime(0, 80)));
    LedgerSnapshot books = ledger.snapshot();
    Statement statement = books.sinceStart();
    Sums a = statement.full(statement.route(A.label()));
    Sums b = statement.full(statement.route(B.label()));
    // Background of 80 nJ and 120 pg, and what belongs to time: three quarters of it, and one.
    assertFull(60 + 60 + 6000, 90 + 90 + 660, a);
    assertFull(20 + 20 + 2000, 30 + 30 + 220, b);
    assertFull(
        TestBooks.application(books).energyNanojoules(), ledger.total().fullPicograms(), a.plus(b));
  }

  private static void assertFull(long nanojoules, long picograms, Sums full) {
    assertEquals(nanojoules, full.asLong(Metric.ENERGY_NANOJOULES));
    assertEquals(picograms, full.asLong(Metric.EMISSIONS_PICOGRAMS));
  }

  @Test
  void spreadsByTheNumberOfRequestsWithoutCpuTime() {
    IntStream.range(0, 3).forEach(i -> ledger.countRequest(A, false, true, false));
    ledger.countRequest(B, false, true, false);
    ledger.closeWindow(
        new WindowCost(
            Methods.MODEL,
            Methods.GRID,
            Footprint.NONE,
            0,
            2,
            ofTime(7000, 700),
            Footprint.NONE,
            Footprint.NONE));
    LedgerSnapshot books = ledger.snapshot();
    Statement statement = books.sinceStart();
    assertFull(5250, 525, statement.full(statement.route(A.label())));
    assertFull(1750, 175, statement.full(statement.route(B.label())));
    assertTrue(statement.routesByEnergy().stream().allMatch(RouteCost::knowsFull));
  }

  @Test
  void explainsNoGarbageCollectionByAnUnknownNumberOfBytes() {
    ledger.add(A, new Footprint(60, 300, 120, 180));
    ledger.closeWindow(
        TestBooks.ofWork(Methods.MODEL, new Footprint(100, -1, 200, 40, 300), 20, 2));
    assertEquals(0.6, ledger.snapshot().sinceStart().coverage());
  }

  @Test
  void countsTheRequestsShareOfGarbageCollectionAsExplained() {
    ledger.add(A, new Footprint(60, 300, 120, 180));
    // 20 of the 100 are garbage collection, three quarters of which are the requests'.
    ledger.closeWindow(
        TestBooks.ofWork(Methods.MODEL, new Footprint(100, 400, 200, 40, 300), 20, 2));
    assertEquals(0.75, ledger.snapshot().sinceStart().coverage());
  }

  @Test
  void knowsWhichPartsOfTimeItDoesNotKnow() {
    assertTrue(ledger.snapshot().process().knowsIdle());
    ledger.closeWindow(
        new WindowCost(
            Methods.MODEL,
            Methods.GRID,
            Footprint.NONE,
            0,
            2,
            Footprint.UNKNOWN,
            ofTime(1, 1),
            Footprint.UNKNOWN));
    ledger.closeWindow(TestBooks.ofWork(Methods.MODEL, new Footprint(1, 1, 1, 1), 0, 2));
    ProcessTotals process = ledger.snapshot().process();
    assertFalse(process.knowsIdle());
    assertTrue(process.knowsMemory());
    assertEquals(0, ledger.snapshot().now().line(CostCategory.IDLE).energyNanojoules());
  }

  /** A server of 300 W fills a long of nJ in a year, and one of 1 kW in 107 days. */
  @Test
  void staysAtTheMostThatItHoldsRatherThanFall() {
    for (int i = 0; i < 4; i++) {
      ledger.closeWindow(
          new WindowCost(
              Methods.MODEL,
              Methods.GRID,
              cost(1000),
              0,
              2,
              ofTime(Long.MAX_VALUE / 3, Long.MAX_VALUE / 3),
              ofTime(Long.MAX_VALUE / 3, 1),
              ofTime(0, Long.MAX_VALUE / 2)));
    }
    LedgerSnapshot books = ledger.snapshot();
    assertEquals(Long.MAX_VALUE, books.now().line(CostCategory.IDLE).energyNanojoules());
    assertEquals(Long.MAX_VALUE, TestBooks.application(books).energyNanojoules());
    assertEquals(Long.MAX_VALUE, ledger.total().fullNanojoules());
    assertEquals(Long.MAX_VALUE, ledger.total().fullPicograms());
    assertEquals(Long.MAX_VALUE, books.now().line(CostCategory.EMBODIED).emissionsPicograms());
  }

  @Test
  void tellsBetweenWhichFiguresTheCostLies() {
    ledger.add(A, cost(3000));
    ledger.closeWindow(
        new WindowCost(
            Methods.MODEL,
            Methods.GRID,
            new Footprint(5000, 0, 10_000, 15_000),
            0,
            2,
            ofTime(900, 90),
            ofTime(100, 10),
            ofTime(0, 80)));
    LedgerSnapshot books = ledger.snapshot();
    // x/: 2 for what work causes, 1.25 for idle power, 1.5 for memory; 1.1 for the grid:
    double work = Range.within(2).times(Range.within(1.1)).above();
    double idle = Range.within(1.25).times(Range.within(1.1)).above();
    double memory = Range.within(1.5).times(Range.within(1.1)).above();
    assertEquals(
        List.of(
            5000L + 720 + 67,
            20_000L + 1125 + 150,
            Math.round(9000 / work)
                + Math.round(6000 / work)
                + Math.round(90 / idle)
                + Math.round(10 / memory),
            Math.round(9000 * work)
                + Math.round(6000 * work)
                + Math.round(90 * idle)
                + Math.round(10 * memory)),
        range(books.sinceStart().full().minus(books.sinceStart().line(CostCategory.EMBODIED))));
    assertEquals(
        List.of(3000L, 12_000L, Math.round(9000 / work), Math.round(9000 * work)),
        range(books.sinceStart().route(A.label())));
    assertEquals(
        List.of(0L, 0L, Math.round(80 / 1.5), 240L),
        range(books.sinceStart().line(CostCategory.EMBODIED)));
  }

  private static List<Long> range(Sums amounts) {
    return Stream.of(
            Metric.LOW_NANOJOULES,
            Metric.HIGH_NANOJOULES,
            Metric.LOW_PICOGRAMS,
            Metric.HIGH_PICOGRAMS)
        .map(amounts::asLong)
        .toList();
  }
}
