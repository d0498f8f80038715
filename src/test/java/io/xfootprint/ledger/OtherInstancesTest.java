// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.model.Footprint;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An application of which this process is a part. */
class OtherInstancesTest {

  private static final Route A = new Route("GET", "/a");

  private final Ledger ledger = new Ledger(200, new ManualClock());

  private static Sums energy(long nanojoules, long picograms) {
    return Sums.of(TestBooks.totals(0, 0, 0, 0, 0, 0, 0, nanojoules, picograms));
  }

  private static Statement books(Map<CostCategory, Sums> lines) {
    return new Statement(new EnumMap<>(lines));
  }

  private void serve(int requests, long nanojoules, long picograms) {
    for (int i = 0; i < requests; i++) {
      ledger.countRequest(A, true, true, false);
      ledger.total().countRequest();
    }
    Footprint cost = new Footprint(100, 10, nanojoules, picograms);
    ledger.add(A, cost);
    ledger.total().add(cost);
  }

  @Test
  void isNowhereWithoutAStore() {
    serve(3, 2_500_000, 7_500_000);
    assertTrue(ledger.total().isComplete());
    assertEquals(3, ledger.total().requests());
    assertEquals(3, ledger.total().millijoules());
    assertEquals(8, ledger.total().micrograms());
  }

  @Test
  void isAddedToTheRunningTotal() {
    serve(3, 2_500_000, 7_500_000);
    Sums requests = Sums.of(TestBooks.totals(40, 0, 0, 0, 0, 1, 1, 1_600_000, 100_900_000));
    ledger.setOtherInstances(
        OtherInstances.of(
            books(
                Map.of(
                    CostCategory.REQUESTS,
                    requests,
                    CostCategory.IDLE,
                    energy(100_000_000, 0),
                    CostCategory.EMBODIED,
                    energy(0, 1_000_000))),
            2,
            Set.of("model")));
    assertEquals(43, ledger.total().requests());
    // 2.5 + 1.6 mJ, and 7.5 + 100.9 ug: rounded once.
    assertEquals(4, ledger.total().millijoules());
    assertEquals(108, ledger.total().micrograms());
    // And 100 mJ, and 1 ug.
    assertEquals(104, ledger.total().fullMillijoules());
    assertEquals(109, ledger.total().fullMicrograms());
  }

  @Test
  void mayBeMoreThanALongOfNanojoules() {
    serve(1, 5_000_000, 5_000_000);
    Sums most = Sums.from(figure -> BigInteger.valueOf(Long.MAX_VALUE));
    Statement fleet = books(Map.of(CostCategory.IDLE, most.plus(most).plus(most)));
    ledger.setOtherInstances(OtherInstances.of(fleet, 30, Set.of()));
    assertEquals(5, ledger.total().millijoules());
    assertEquals(27_670_116_110_569L, ledger.total().fullMillijoules());
  }

  @Test
  void leavesTheTotalIncompleteUntilItWasRead() {
    ledger.setOtherInstances(OtherInstances.UNREAD);
    serve(3, 2_500_000, 7_500_000);
    assertFalse(ledger.total().isComplete());
    assertEquals(3, ledger.total().requests());
    ledger.setOtherInstances(OtherInstances.of(Statement.NONE, 0, Set.of()));
    assertTrue(ledger.total().isComplete());
  }

  @Test
  void isInTheBooksOfTheApplicationLineByLine() {
    serve(2, 30, 60);
    ledger.closeWindow(TestBooks.ofWork(Methods.MODEL, new Footprint(150, 20, 45, 90), 10, 0.3));
    Sums others =
        Sums.of(TestBooks.totals(40, 0, 0, 0, 0, 300, 30, 90, 180))
            .within(Methods.MODEL.uncertainty().dynamic(), Methods.MODEL.uncertainty().dynamic());
    ledger.setOtherInstances(
        OtherInstances.of(books(Map.of(CostCategory.REQUESTS, others)), 1, Set.of("measured")));
    Statement all = ledger.snapshot().ofApplication();
    assertEquals(42, all.line(CostCategory.REQUESTS).asLong(Metric.REQUESTS));
    assertEquals(120, all.line(CostCategory.REQUESTS).asLong(Metric.ENERGY_NANOJOULES));
    // x/: 2 for what work causes: 30 / 2 of this process, and 90 / 2 of others.
    assertEquals(60, all.line(CostCategory.REQUESTS).asLong(Metric.LOW_NANOJOULES));
    assertEquals(15, all.line(CostCategory.BACKGROUND).asLong(Metric.ENERGY_NANOJOULES));
    assertEquals(135, all.full().asLong(Metric.ENERGY_NANOJOULES));
  }

  @Test
  void tellsTheCoverageOfAllProcesses() {
    Sums requests = Sums.of(TestBooks.totals(9, 0, 0, 0, 0, 600, 300, 0, 0));
    Sums background =
        Sums.of(TestBooks.totals(0, 0, 0, 0, 0, 400, 100, 0, 0))
            .with(Metric.GC_CPU_NANOS, BigInteger.valueOf(200));
    Statement books =
        books(Map.of(CostCategory.REQUESTS, requests, CostCategory.BACKGROUND, background));
    // 600 ns, and three quarters of the 200 ns of garbage collection.
    assertEquals(0.75, books.coverage());
    assertEquals(0.75, books.plus(books).coverage());
    assertEquals(Double.NaN, books(Map.of(CostCategory.REQUESTS, requests)).coverage());
    assertEquals(Double.NaN, Statement.NONE.coverage());
  }
}
