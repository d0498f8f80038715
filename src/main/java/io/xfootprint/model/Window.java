// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.process.ProcessUse;
import java.util.OptionalLong;

/**
 * What was read over a stretch of time.
 *
 * @param seconds its length by a clock that never goes back, at least 0
 * @param use what the process used in it; unknown figures are negative
 * @param metersRead whether load and power were read, as they are unless hardly any time has passed
 * @param busyShare share of the machine's CPU time that was busy, from 0 to 1; NaN if not read
 * @param measuredWatts mean power of the machine by its own meter, in W; NaN if not read
 * @param residentBytes memory that the process holds; empty if unknown
 */
record Window(
    double seconds,
    ProcessUse use,
    boolean metersRead,
    double busyShare,
    double measuredWatts,
    OptionalLong residentBytes) {

  private static final double NANO = 1e9;

  /** Returns the number of CPUs that the process had on average; NaN if unknown. */
  double usedCpus() {
    if (use.cpuNanos() <= 0) {
      // Also in a window without length.
      return use.cpuNanos() < 0 ? Double.NaN : 0;
    }
    return use.cpuNanos() / (seconds * NANO);
  }
}
