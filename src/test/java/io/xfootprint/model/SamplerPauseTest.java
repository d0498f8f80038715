// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pause of a process or of its machine costs. */
class SamplerPauseTest extends SampledProcess {

  /** Of a process that was stopped while its machine went on. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesAPauseOfHoursForHeldAndGoesOnAsBefore(boolean virtual) {
    WindowMeter sampler = sampler(virtual, 0.5, 0.5, 0.5);
    pass(10, 1);
    epochSecond += 10;
    sampler.closeWindow();
    pass(10_800, 1);
    epochSecond += 10_800;
    WindowCost pause = sampler.closeWindow();
    // 4 CPUs are held, or its share of the two that are busy, for three hours at 1 W.
    double heldCpus = virtual ? 4 : 4 * 1 / (2 * 10_800.0);
    assertEquals(heldCpus * 10_800, pause.idle().energyNanojoules() / 1e9, 1e-6);
    assertEquals(heldCpus * 0.9 * 3, pause.embodied().emissionsPicograms() / 1e12, 1e-9);
    assertEquals(846_000_000, pause.active().energyNanojoules());
    assertEquals(0.846, sampler.rates().joulesPerCpuSecond(), 1e-12);
    pass(10, 1);
    WindowCost after = sampler.closeWindow();
    double share = virtual ? 1 : 1 / (2 * 10.0);
    assertEquals(share * 40, after.idle().energyNanojoules() / 1e9, 1e-6);
    assertEquals(846_000_000, after.active().energyNanojoules());
    assertEquals(0.846, sampler.rates().joulesPerCpuSecond(), 1e-12);
  }

  /** The clock of windows stands still while a machine is suspended; the calendar does not. */
  @Test
  void countsNoPauseInWhichItsMachineWasSuspended() {
    WindowMeter sampler = sampler(true);
    pass(10, 1);
    epochSecond += 10_810;
    WindowCost cost = sampler.closeWindow();
    assertEquals(40_000_000_000L, cost.idle().energyNanojoules());
    assertEquals(846_000_000, cost.active().energyNanojoules());
    assertEquals(0.846, sampler.rates().joulesPerCpuSecond(), 1e-12);
  }
}
