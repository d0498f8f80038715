// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.xfootprint.grid.GridIntensity;
import io.xfootprint.grid.SourcedIntensity;
import io.xfootprint.units.CarbonIntensity;
import io.xfootprint.units.Range;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElectricityTest {

  private static final GridIntensity GRID = GridIntensity.fixed(new CarbonIntensity(360));

  @Test
  void paysForTheDataCentreAndForWhatIsLostOnTheWay() {
    assertEquals(1e-4, new Electricity(GRID, 1, 0).gramsPerJoule(Instant.EPOCH), 1e-18);
    assertEquals(1.5e-4, new Electricity(GRID, 1.5, 0).gramsPerJoule(Instant.EPOCH), 1e-18);
    assertEquals(2e-4, new Electricity(GRID, 1.5, 0.25).gramsPerJoule(Instant.EPOCH), 1e-18);
  }

  @Test
  void takesTheIntensityOfTheInstant() {
    GridIntensity rising =
        instant -> SourcedIntensity.set(new CarbonIntensity(instant.getEpochSecond()));
    Electricity electricity = new Electricity(rising, 1, 0);
    assertEquals(1e-4, electricity.gramsPerJoule(Instant.ofEpochSecond(360)), 1e-18);
    assertEquals(2e-4, electricity.gramsPerJoule(Instant.ofEpochSecond(720)), 1e-18);
  }

  /** Factors of grid and data centre: 10 and 1.4 make 10.25, not 14. */
  @Test
  void combinesTheRangesOfTheGridAndOfTheDataCentre() {
    SourcedIntensity wide =
        new SourcedIntensity(new CarbonIntensity(360), new Range(10, 2), "annual");
    Range range = new Electricity(GRID, 1.5, new Range(1.4, 1.33), 0.05).range(wide);
    assertEquals(10.25, range.below(), 0.005);
    assertEquals(2.12, range.above(), 0.005);
    SourcedIntensity set = SourcedIntensity.set(new CarbonIntensity(360));
    assertEquals(Range.EXACT, new Electricity(GRID, 1.5, 0.05).range(set));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.99, 0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void rejectsPueBelowOne(double pue) {
    var e = assertThrows(IllegalArgumentException.class, () -> new Electricity(GRID, pue, 0));
    assertEquals("pue must be finite and >= 1, but was " + pue, e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1, 2, Double.NaN})
  void rejectsLossesOfLessThanNothingOrOfAll(double loss) {
    var e = assertThrows(IllegalArgumentException.class, () -> new Electricity(GRID, 1, loss));
    assertEquals("gridLoss must be >= 0 and < 1, but was " + loss, e.getMessage());
  }
}
