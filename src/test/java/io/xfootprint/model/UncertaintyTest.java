// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.units.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UncertaintyTest {

  private static final Range TENTH = Range.within(1.1);

  /** The columns: source, virtual, low confidence; factors below and above. */
  @ParameterizedTest
  @CsvSource({
    "CPU_RESULTS, false, false, 1.7, 1.6, 1.35, 1.35",
    "CPU_MODEL, false, false, 1.75, 1.65, 1.55, 1.4",
    "CPU_MODEL, false, true, 1.75, 1.65, 1.7, 1.75",
    "MICROARCHITECTURE, false, false, 1.75, 1.65, 1.6, 1.5",
    "INSTANCE_TYPE, true, false, 1.65, 1.7, 1.4, 1.6",
    "INSTANCE_TYPE, true, true, 1.65, 1.7, 1.6, 1.75",
    "MICROARCHITECTURE, true, false, 1.8, 2.1, 1.5, 1.7",
    "DEFAULT, true, true, 2.4, 2.4, 2.2, 2",
    "SETTINGS, true, false, 1.25, 1.25, 1.5, 1.7",
    "POWER_METER, false, false, 1.6, 1.6, 1.15, 1.5",
    "HOST_METER, true, false, 1.7, 1.8, 1.2, 1.6"
  })
  void followsFromHowThePowerWasFound(
      PowerSource source,
      boolean virtual,
      boolean lowConfidence,
      double idleBelow,
      double idleAbove,
      double dynamicBelow,
      double dynamicAbove) {
    Uncertainty uncertainty = Uncertainty.of(source, virtual, lowConfidence, TENTH);
    assertEquals(new Range(idleBelow, idleAbove), uncertainty.idle());
    assertEquals(new Range(dynamicBelow, dynamicAbove), uncertainty.dynamic());
    assertEquals(TENTH, uncertainty.electricity());
  }

  @ParameterizedTest
  @EnumSource
  void knowsEverySourceOnEveryMachine(PowerSource source) {
    for (boolean virtual : new boolean[] {true, false}) {
      for (boolean low : new boolean[] {true, false}) {
        Uncertainty uncertainty = Uncertainty.of(source, virtual, low, Range.EXACT);
        assertTrue(uncertainty.dynamic().above() > 1, source.key());
      }
    }
  }

  @Test
  void isWiderWhereFewCpuModelsWereMeasured() {
    Range usual = Uncertainty.of(PowerSource.CPU_MODEL, false, false, TENTH).dynamic();
    Range few = Uncertainty.of(PowerSource.CPU_MODEL, false, true, TENTH).dynamic();
    assertTrue(few.below() > usual.below() && few.above() > usual.above());
  }

  /** 0.02 to 0.17 W around 0.08 W per GB; half to three times for what was embodied. */
  @ParameterizedTest
  @EnumSource
  void doubtsMemoryAndTheMakingOfTheMachineWhereverPowerComesFrom(PowerSource source) {
    Uncertainty uncertainty = Uncertainty.of(source, false, false, TENTH);
    assertEquals(4, uncertainty.memory().below(), 1e-9);
    assertEquals(2.125, uncertainty.memory().above(), 1e-9);
    assertEquals(2, uncertainty.embodied().below(), 1e-9);
    assertEquals(3, uncertainty.embodied().above(), 1e-9);
  }
}
