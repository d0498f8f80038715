// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.model.Footprint;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerSizeTest {

  private static final int ROUTES = 200;
  private static final int WINDOWS_OF_AN_HOUR = 360;
  private static final long MOST_BYTES = 2_000_000;
  private static final int TENANTS = 1_000;
  private static final long MOST_BYTES_OF_TENANT = 500;

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

  /** A hundred thousand ask, with names of 36 characters as UUIDs have. */
  @Test
  void takesAtMostHalfAKilobyteForEachOfAThousandTenants() {
    usedByTenants();
    bytesInUse();
    long before = bytesInUse();
    Ledger ledger = usedByTenants();
    long bytes = bytesInUse() - before;

    assertEquals(TENANTS, ledger.snapshot().tenants().get(0).tenants().size());
    assertTrue(bytes <= TENANTS * MOST_BYTES_OF_TENANT, () -> bytes + " B");
  }

  private Ledger usedByTenants() {
    InstantSource calendar = InstantSource.fixed(Instant.parse("2026-11-30T10:00:00Z"));
    Ledger ledger =
        new Ledger(
            ROUTES, clock, new DearestRequests(false, calendar), new Tenants(TENANTS, calendar));
    Route route = new Route("GET", "/orders");
    Footprint cost = new Footprint(203_000, 125_000, 278_000, 1_000, 55_000);
    for (int i = 0; i < 100 * TENANTS; i++) {
      Line line = ledger.line(route, "0c2a7a30-8f6d-4d0f-9d9a-%012d".formatted(i));
      line.countRequest(cost, true, true, false);
    }
    return ledger;
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
