// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.xfootprint.model.Uncertainty.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UncertaintyTest {

  @ParameterizedTest
  @CsvSource({
    "CPU_MODEL, 1.25, 1.875",
    "MICROARCHITECTURE, 1.4, 2.1",
    "PROXY, 2, 3",
    "DEFAULT, 2, 3",
    "SETTINGS, 1.25, 1.875",
    // What was measured holds the unseen host already.
    "POWER_METER, 1.1, 1.1",
    "HOST_METER, 1.2, 1.2"
  })
  void followsFromHowThePowerWasFound(PowerSource source, double factor, double dynamicOfAGuest) {
    Uncertainty server = Uncertainty.of(source, false, false);
    Uncertainty guest = Uncertainty.of(source, true, false);
    assertEquals(Range.within(factor), server.dynamic());
    assertEquals(Range.within(factor), server.idle());
    assertEquals(dynamicOfAGuest, guest.dynamic().above(), 1e-12);
    assertEquals(dynamicOfAGuest, guest.dynamic().below(), 1e-12);
    assertEquals(Range.within(factor), guest.idle());
  }

  @ParameterizedTest
  @EnumSource
  void doubtsAnAnnualAverageButNotTheUsersIntensity(PowerSource source) {
    assertEquals(Range.within(1.1), Uncertainty.of(source, true, false).grid());
    assertEquals(Range.EXACT, Uncertainty.of(source, true, true).grid());
  }

  @ParameterizedTest
  @EnumSource
  void reachesFurtherUpThanDownForWhatWasEmbodied(PowerSource source) {
    assertEquals(new Range(1.5, 3), Uncertainty.of(source, false, true).embodied());
  }

  @Test
  void givesTheLeastAndTheMostOfAFigure() {
    Range range = new Range(1.5, 3);
    assertEquals(2, range.low(3), 1e-12);
    assertEquals(9, range.high(3), 1e-12);
    assertEquals(0, range.low(0));
    assertEquals(7, Range.EXACT.low(7));
    assertEquals(7, Range.EXACT.high(7));
  }

  @Test
  void multipliesTheFactorsOfAProduct() {
    Range emissions = Range.within(2.1).times(Range.within(1.1));
    assertEquals(2.31, emissions.below(), 1e-12);
    assertEquals(2.31, emissions.above(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"0.9, 2", "2, 0.9", "NaN, 2", "2, NaN", "Infinity, 2", "2, Infinity"})
  void rejectsFactorsThatAreNone(double below, double above) {
    var e = assertThrows(IllegalArgumentException.class, () -> new Range(below, above));
    assertEquals(
        "below and above must be finite and >= 1, but were " + below + " and " + above,
        e.getMessage());
  }
}
