// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarbonIntensityTest {

  @Test
  void spreadsTheGramsOfAKilowattHourOverItsJoules() {
    assertEquals(1e-4, new CarbonIntensity(360).gramsPerJoule(), 1e-18);
  }

  @Test
  void allowsElectricityWithoutEmissions() {
    assertEquals(0, new CarbonIntensity(0).gramsPerJoule());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void rejectsWhatIsNegativeOrNotFinite(double grams) {
    var e = assertThrows(IllegalArgumentException.class, () -> new CarbonIntensity(grams));
    assertEquals("gramsPerKilowattHour must be finite and >= 0, but was " + grams, e.getMessage());
  }
}
