// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.meter.ResourceUse;
import io.xfootprint.model.Footprint;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Sums of a process that has used more than a long holds: 2,562 kWh in nJ. */
class FullSumsTest {

  private static final long LARGE = Long.MAX_VALUE / 2;
  private static final Route ROUTE = new Route("GET", "/a");

  private final Ledger ledger = new Ledger(10, new ManualClock());

  private static Footprint cost(long amount) {
    return new Footprint(amount, amount, amount, amount, amount);
  }

  private void window(long ofProcess) {
    ledger.closeWindow(TestBooks.ofWork(Methods.MODEL, cost(ofProcess), ResourceUse.UNKNOWN, 1));
  }

  private static void assertNotNegative(Totals sums) {
    assertTrue(
        LongStream.of(
                sums.cpuNanos(),
                sums.allocatedBytes(),
                sums.energyNanojoules(),
                sums.gcNanojoules(),
                sums.emissionsPicograms())
            .allMatch(amount -> amount >= 0),
        () -> "energy " + sums.energyNanojoules());
  }

  private static void assertNotNegative(Sums sums) {
    for (Metric metric : Metric.values()) {
      assertTrue(sums.get(metric).signum() >= 0, metric::toString);
    }
  }

  private void assertSane() {
    LedgerSnapshot books = ledger.snapshot();
    books.now().routes().values().forEach(FullSumsTest::assertNotNegative);
    assertNotNegative(books.now().line(CostCategory.BACKGROUND));
    assertNotNegative(TestBooks.application(books));
    assertNotNegative(books.lastDay().full());
    Statement statement = books.sinceStart();
    assertNotNegative(statement.full(statement.line(CostCategory.REQUESTS)));
    assertTrue(TestBooks.aheadNanojoules(books.process()) >= 0);
    assertTrue(books.process().isKnown());
    RunningTotal total = ledger.total();
    assertTrue(total.millijoules() >= 0 && total.micrograms() >= 0);
    assertTrue(total.fullMillijoules() >= 0 && total.fullMicrograms() >= 0);
    assertTrue(total.energyNanojoules() >= 0 && total.emissionsPicograms() >= 0);
  }

  @Test
  void stayAtTheMostAndNeverTurnNegative() {
    for (int i = 0; i < 20; i++) {
      ledger.add(ROUTE, cost(LARGE));
      ledger.total().add(cost(LARGE));
      window(LARGE);
      assertSane();
    }
    assertEquals(Long.MAX_VALUE, ledger.total().energyNanojoules());
    assertEquals(Long.MAX_VALUE, ledger.total().emissionsPicograms());
    assertEquals(Long.MAX_VALUE, ledger.total().fullNanojoules());
    assertEquals(Long.MAX_VALUE, ledger.total().fullPicograms());
    Totals line = ledger.sinceStart(ROUTE);
    assertEquals(Long.MAX_VALUE, line.energyNanojoules());
    assertEquals(Long.MAX_VALUE, line.cpuNanos());
    assertEquals(Long.MAX_VALUE, line.allocatedBytes());
    assertEquals(Long.MAX_VALUE, line.emissionsPicograms());
  }

  @Test
  void stayKnownWhereTheProcessAloneHasUsedAsMuch() {
    for (int i = 0; i < 20; i++) {
      window(LARGE);
      assertSane();
    }
    Totals background = ledger.snapshot().now().line(CostCategory.BACKGROUND);
    assertEquals(Long.MAX_VALUE, background.energyNanojoules());
  }
}
