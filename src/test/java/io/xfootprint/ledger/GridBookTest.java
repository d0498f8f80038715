// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.grid.SourcedIntensity;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import io.xfootprint.units.CarbonIntensity;
import io.xfootprint.units.Range;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which source of intensities has priced how much, and at which mean. */
class GridBookTest {

  private final ManualClock clock = new ManualClock();
  private final Ledger ledger = new Ledger(10, clock);

  private static SourcedIntensity intensity(double grams, String source) {
    return new SourcedIntensity(new CarbonIntensity(grams), Range.EXACT, source);
  }

  /** Closes a window of so many uJ. */
  private void window(SourcedIntensity grid, long active, long idle) {
    long activeNanojoules = 1000 * active;
    long idleNanojoules = 1000 * idle;
    clock.advance(Duration.ofSeconds(10));
    ledger.closeWindow(
        new WindowCost(
            Methods.MODEL,
            grid,
            new Footprint(10, 10, activeNanojoules, 0, activeNanojoules),
            0,
            1,
            new Footprint(0, 0, idleNanojoules, 0),
            new Footprint(0, 0, 0, 0),
            new Footprint(0, 0, 0, 5)));
  }

  private static GridUse use(Map<String, GridUse> grids, String source) {
    return grids.getOrDefault(source, GridUse.NONE);
  }

  @Test
  void keepsEachSourceWithItsMeanByEnergy() {
    window(intensity(300, "annual"), 600, 400);
    window(intensity(50, "live"), 3000, 0);
    window(intensity(90, "live"), 500, 500);
    Map<String, GridUse> grids = ledger.snapshot().sinceStart().grids();
    assertEquals(2, grids.size());
    assertEquals(BigInteger.valueOf(1_000_000), use(grids, "annual").nanojoules());
    assertEquals(300, use(grids, "annual").gramsPerKilowattHour(), 0.01);
    assertEquals(BigInteger.valueOf(4_000_000), use(grids, "live").nanojoules());
    // 3000 at 50 and 1000 at 90.
    assertEquals(60, use(grids, "live").gramsPerKilowattHour(), 0.01);
  }

  /** Whatever moves from the background to routes, and however long a request takes. */
  @Test
  void addsUpToTheEnergyOfAllLines() {
    Random random = new Random(11);
    Route route = new Route("GET", "/a");
    for (int i = 0; i < 500; i++) {
      if (random.nextInt(3) == 0) {
        long nanojoules = random.nextInt(2_000_000);
        ledger.add(route, new Footprint(5, 5, nanojoules, 0, nanojoules));
      }
      window(
          intensity(random.nextInt(500), "source " + random.nextInt(4)),
          random.nextInt(1_000_000),
          random.nextInt(100_000));
      Statement books = ledger.snapshot().sinceStart();
      BigInteger priced =
          books.grids().values().stream()
              .map(GridUse::nanojoules)
              .reduce(BigInteger.ZERO, BigInteger::add);
      assertEquals(books.full().get(Metric.ENERGY_NANOJOULES), priced);
    }
  }

  @Test
  void isKnownOfTheLastHourAlone() {
    window(intensity(300, "annual"), 1000, 0);
    // Readings are kept by minutes.
    clock.advance(Duration.ofMinutes(1));
    window(intensity(300, "annual"), 1000, 0);
    clock.advance(Duration.ofHours(2));
    window(intensity(50, "live"), 700, 0);
    Map<String, GridUse> grids = ledger.snapshot().lastHour().grids();
    assertEquals(BigInteger.valueOf(700_000), use(grids, "live").nanojoules());
    assertEquals(1, grids.size());
  }

  @Test
  void hasNoMeanWithoutEnergy() {
    assertTrue(Double.isNaN(GridUse.NONE.gramsPerKilowattHour()));
  }
}
