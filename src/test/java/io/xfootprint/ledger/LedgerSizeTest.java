// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.model.Footprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerSizeTest {

  private static final int ROUTES = 200;
  private static final int WINDOWS_OF_A_DAY = 24 * 360;
  private static final long MOST_BYTES = 2_000_000;

  private final ManualClock clock = new ManualClock();

  /** Each route is used in each window, by requests whose figures are those of real ones. */
  @Test
  void takesAtMostTwoMegabytesOfHeapForTwoHundredRoutesAndTwoDays() {
    // The least of some: other threads of this JVM may allocate meanwhile.
    List<Ledger> kept = new ArrayList<>();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3 && least > MOST_BYTES; i++) {
      long before = usedBytes();
      kept.add(usedForTwoDays());
      least = Math.min(least, usedBytes() - before);
    }
    long bytes = least;

    assertEquals(ROUTES, kept.get(kept.size() - 1).snapshot().lastHour().routes().size());
    assertTrue(bytes <= MOST_BYTES, () -> bytes + " B");
  }

  private Ledger usedForTwoDays() {
    Ledger ledger = new Ledger(ROUTES, clock);
    List<RouteCounters> lines = new ArrayList<>();
    for (int i = 0; i < ROUTES; i++) {
      lines.add(ledger.line(new Route("GET", "/route/" + i)));
    }
    Footprint cost = new Footprint(203_000, 125_000, 278_000, 1_000, 55_000);
    for (int window = 0; window < 2 * WINDOWS_OF_A_DAY; window++) {
      for (RouteCounters line : lines) {
        line.add(cost);
        line.countRequest(true, true, false);
      }
      clock.advance(Duration.ofSeconds(10));
      ledger.closeWindow(TestBooks.ofWork(Methods.MODEL, cost, 0, 1));
    }
    return ledger;
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
