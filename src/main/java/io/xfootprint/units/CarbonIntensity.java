// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.units;

/**
 * The carbon intensity of electricity: the greenhouse-gas emissions of each kWh.
 *
 * <p>The world's average of 2024 is 472.9 gCO2e/kWh, so a joule emits 0.131 mg. A type of its own
 * keeps it from being mixed up with other numbers, such as the PUE.
 *
 * @param gramsPerKilowattHour in gCO2e/kWh; finite and at least 0
 */
public record CarbonIntensity(double gramsPerKilowattHour) {

  private static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;

  /** Checks the range. */
  public CarbonIntensity {
    // Written so that NaN fails too.
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
