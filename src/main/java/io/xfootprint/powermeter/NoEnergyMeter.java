// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/**
 * The meter of a machine whose energy cannot be read. It measures nothing and knows why.
 *
 * @param description the reason for the log, such as {@code no folder or file /sys/class/powercap}
 */
record NoEnergyMeter(String description) implements EnergyMeter {

  /**
   * Returns a meter whose file cannot be read because of a failure. Missing rights are told apart,
   * as they are the usual reason: since 2020 only root may read the counters.
   */
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
