// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.model.Footprint;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerSizeTest {

  private static final int ROUTES = 200;
  private static final int WINDOWS_OF_AN_HOUR = 360;
  private static final long MOST_BYTES = 2_000_000;

  private final ManualClock clock = new ManualClock();

  /** Each route is used in each window, by requests whose figures are those of real ones. */
  @Test
  void takesAtMostTwoMegabytesOfHeapForTwoHundredRoutesAndTwoDays() {
    // Both once before, as the classes that they load stay too.
    usedFor(WINDOWS_OF_AN_HOUR);
    bytesInUse();
    long before = bytesInUse();
    Ledger ledger = usedFor(2 * 24 * WINDOWS_OF_AN_HOUR);
    long bytes = bytesInUse() - before;

    assertEquals(ROUTES, ledger.snapshot().lastHour().routes().size());
    assertTrue(bytes <= MOST_BYTES, () -> bytes + " B");
  }

  private Ledger usedFor(int windows) {
    Ledger ledger = new Ledger(ROUTES, clock);
    List<RouteCounters> lines = new ArrayList<>();
    for (int i = 0; i < ROUTES; i++) {
      lines.add(ledger.line(new Route("GET", "/route/" + i)));
    }
    Footprint cost = new Footprint(203_000, 125_000, 278_000, 1_000, 55_000);
    for (int window = 0; window < windows; window++) {
      for (RouteCounters line : lines) {
        line.add(cost);
        line.countRequest(Footprint.NONE, true, true, false);
      }
      clock.advance(Duration.ofSeconds(10));
      ledger.closeWindow(TestBooks.ofWork(Methods.MODEL, cost, 0, 1));
    }
    return ledger;
  }

  /**
   * Returns what the collector found in use. The runtime's own figure adds the pieces that threads
   * have reserved since, up to 1.5 MB.
   */
  private static long bytesInUse() {
    long least = Long.MAX_VALUE;
    // Three of four collections leave dead objects at the beginning of the heap: up to 5 % of it.
    for (int i = 0; i < 4; i++) {
      System.gc();
      long used =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getType() == MemoryType.HEAP)
              .mapToLong(pool -> pool.getCollectionUsage().getUsed())
              .sum();
      least = Math.min(least, used);
    }
    return least;
  }
}
