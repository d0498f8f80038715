// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

/**
 * Measures nothing.
 *
 * @param description why, in a few words
 */
record NoEnergyMeter(String description) implements EnergyMeter {

  @Override
  public boolean isAvailable() {
    return false;
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public boolean measuresMemory() {
    return false;
  }

  @Override
  public double joulesSinceLast(double elapsedSeconds) {
    return Double.NaN;
  }
}
