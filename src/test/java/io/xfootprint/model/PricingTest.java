// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.meter.ProcessUse;
import io.xfootprint.units.CarbonIntensity;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PricingTest {

  private static final CostModel MODEL =
      new CostModel(
          PowerModel.forCpu("", "", 1, 4),
          false,
          4,
          new Reservation(OptionalDouble.of(4), OptionalLong.of(1_000_000_000_000L)),
          0,
          new Electricity(instant -> new CarbonIntensity(360), 1, 0),
          false);

  private static long memoryNanojoules(Pricing pricing, double watts) {
    ProcessUse use = new ProcessUse(10_000_000_000L, 0, 0);
    return pricing
        .cost(new Window(10, use, true, 0.5, watts, OptionalLong.empty()), 1e-4)
        .memory()
        .energyNanojoules();
  }

  @Test
  void estimatesMemoryWhereNoMeterCountsIt() {
    long estimated = memoryNanojoules(new Pricing(MODEL, false, true), Double.NaN);
    assertTrue(estimated > 0);
    assertEquals(estimated, memoryNanojoules(new Pricing(MODEL, false, false), 60));
  }

  @Test
  void countsMemoryOnceWhereTheMeterDoes() {
    Pricing pricing = new Pricing(MODEL, false, true);
    assertEquals(0, memoryNanojoules(pricing, 60));
    // What was learnt from the meter holds it too.
    assertEquals(0, memoryNanojoules(pricing, Double.NaN));
  }
}
