// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.units;

/**
 * Greenhouse-gas emissions per unit of electricity.
 *
 * @param gramsPerKilowattHour in gCO2e/kWh; finite and at least 0
 */
public record CarbonIntensity(double gramsPerKilowattHour) {

  private static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;

  /** Checks the range. */
  public CarbonIntensity {
    if (!(gramsPerKilowattHour >= 0 && gramsPerKilowattHour < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "gramsPerKilowattHour must be finite and >= 0, but was " + gramsPerKilowattHour);
    }
  }

  /** Returns the emissions in gCO2e of one joule. */
  public double gramsPerJoule() {
    return gramsPerKilowattHour / JOULES_PER_KILOWATT_HOUR;
  }
}
