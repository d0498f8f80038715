// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/**
 * Measures nothing.
 *
 * @param description the reason, in a few words
 */
record NoEnergyMeter(String description) implements EnergyMeter {

  /** Returns a meter whose file cannot be read because of a failure. */
  static EnergyMeter unreadable(Path file, Exception failure) {
    boolean isDenied =
        failure instanceof AccessDeniedException || failure instanceof SecurityException;
    return new NoEnergyMeter(
        file + (isDenied ? " is not readable by this user" : " cannot be read"));
  }

  @Override
  public boolean isAvailable() {
    return false;
  }

  @Override
  public double joulesSinceLast(double elapsedSeconds) {
    return Double.NaN;
  }
}
