// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.util.Arrays;
import java.util.Optional;

/** A unit in which services tell a carbon intensity. */
public enum GridUnit {
  GRAMS("g/kWh", 1),
  KILOGRAMS("kg/kWh", 1000),

  /** A pound is 453.59237 g. */
  POUNDS("lb/MWh", 0.45359237);

  private final String key;
  private final double gramsPerKilowattHour;

  GridUnit(String key, double gramsPerKilowattHour) {
    this.key = key;
    this.gramsPerKilowattHour = gramsPerKilowattHour;
  }

  /** Returns an amount of this unit in gCO2e/kWh. */
  public double grams(double amount) {
    return amount * gramsPerKilowattHour;
  }

  static Optional<GridUnit> named(String key) {
    return Arrays.stream(values()).filter(unit -> unit.key.equals(key)).findFirst();
  }
}
