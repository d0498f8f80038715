// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.xfootprint.grid.GridIntensity;
import io.xfootprint.meter.ResourceUse;
import io.xfootprint.units.CarbonIntensity;
import io.xfootprint.units.FixedPoint;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatesTest {

  private static final double GRAMS_PER_JOULE_AT_445 = 445 / 3.6e6;

  @Test
  void costsTheRequestOfTheReadme() {
    Rates rates = new Rates(3.84, 0, GRAMS_PER_JOULE_AT_445);
    // 1.84 ms x 3.84 J/s = 7.07 mJ; at 445 gCO2e/kWh and PUE 1 that is 873 ng.
    assertEquals(
        new Footprint(1_840_000, 265_000, 7_065_600, 873_387),
        rates.estimate(new ResourceUse(1_840_000, 265_000)));
  }

  @Test
  void costsTheRequestOfItsOwnDocumentation() {
    Rates rates = new Rates(1.37, 0, 1.5 * 473 / 3.6e6);
    Footprint cost = rates.estimate(new ResourceUse(5_000_000, 0));
    assertEquals(6_850_000, cost.energyNanojoules());
    assertEquals(1350, FixedPoint.divide(cost.emissionsPicograms(), 1000));
  }

  @Test
  void doesNotKnowTheCostOfUnknownCpuTime() {
    assertEquals(
        new Footprint(-1, 700, -1, -1),
        new Rates(3.84, 0, 1e-4).estimate(new ResourceUse(ResourceUse.UNKNOWN, 700)));
  }

  @Test
  void knowsTheCostWithoutTheBytes() {
    assertEquals(
        new Footprint(1000, -1, 2000, 200),
        new Rates(2, 0, 1e-4).estimate(new ResourceUse(1000, ResourceUse.UNKNOWN)));
  }

  @Test
  void takesEmissionsFromTheUnroundedEnergy() {
    // 0.4 nJ are no nanojoule, and at 2 g/J yet 0.8 ng.
    assertEquals(new Footprint(1, 0, 0, 800), new Rates(0.4, 0, 2).estimate(new ResourceUse(1, 0)));
  }

  @Test
  void keepsTheEmissionsOfAShortRequestOnACleanGrid() {
    // 50 us x 1 J/s at 30 gCO2e/kWh are 0.417 ng.
    assertEquals(
        new Footprint(50_000, 0, 50_000, 417),
        new Rates(1, 0, 30 / 3.6e6).estimate(new ResourceUse(50_000, 0)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void rejectsRatesThatAreNegativeOrNotFinite(double rate) {
    var energy = assertThrows(IllegalArgumentException.class, () -> new Rates(rate, 0, 0));
    assertEquals(
        "joulesPerCpuSecond must be finite and >= 0, but was " + rate, energy.getMessage());
    var emissions = assertThrows(IllegalArgumentException.class, () -> new Rates(0, 0, rate));
    assertEquals("gramsPerJoule must be finite and >= 0, but was " + rate, emissions.getMessage());
  }

  @Test
  void agreesWithTronprintOnAThousandHoursOfItsMachine() {
    Electricity electricity =
        new Electricity(GridIntensity.fixed(new CarbonIntensity(417.65)), 1.5, 0.07);
    Rates rates = new Rates(100, 0, electricity.gramsPerJoule(Instant.EPOCH));
    long thousandHours = 3_600_000L * 1_000_000_000L;
    Footprint cost = rates.estimate(new ResourceUse(thousandHours, 0));
    assertEquals(67.36, cost.emissionsPicograms() / 1e15, 0.01);
    assertEquals(100, cost.energyNanojoules() / 1e9 / 3.6e6, 1e-9);
  }
}
