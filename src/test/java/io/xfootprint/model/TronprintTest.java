// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.grid.GridIntensity;
import io.xfootprint.units.CarbonIntensity;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tronprint's computation model (Brighter Planet, 2010 to 2012) in our settings: a fixed wattage
 * per CPU-second, so {@code power.idle-watts=0}, PUE 1.5, and the loss of the grid.
 *
 * <p>The factors are the sums of CO2, CH4 and N2O in gCO2e/kWh that its own tests used: 415.81 +
 * 0.24 + 1.58 for the United States, and rounded ones for two subregions of eGRID, 300 + 0.3 + 1
 * for CAMX with the loss of the western grid, 500 + 0.2 + 2 for SRVC with that of the eastern one.
 */
class TronprintTest {

  private static final double CPU_SECONDS = 3.6e6;
  private static final double PUE = 1.5;

  /** The columns: what the test was about, W per CPU, gCO2e/kWh, loss, kg for 1,000 CPU-hours. */
  @ParameterizedTest
  @CsvSource({
    "nothing known, 100, 417.63, 0.07, 67.36",
    "m1.large, 400, 417.63, 0.07, 269.44",
    "zip 94122, 100, 301.3, 0.08, 49.13",
    "us-east-1a, 100, 502.2, 0.06, 80.14"
  })
  void givesTheFiguresOfItsAncestor(
      String what, double watts, double gramsPerKilowattHour, double gridLoss, double kilograms) {
    PowerModel power =
        PowerModel.forCpu("", "", 1, 4, 0)
            .withWatts(OptionalDouble.of(0), OptionalDouble.of(watts));
    Electricity electricity =
        new Electricity(
            GridIntensity.fixed(new CarbonIntensity(gramsPerKilowattHour)), PUE, gridLoss);
    double joules =
        CPU_SECONDS * power.joulesPerCpuSecond(Coefficients.utilisationOfVirtualMachine());
    double grams = joules * electricity.gramsPerJoule(Instant.EPOCH);
    assertEquals(kilograms, grams / 1000, 0.005, what);
  }
}
