// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.host.Load;
import io.xfootprint.process.ProcessUse;
import io.xfootprint.units.Scale;
import java.util.OptionalLong;

/**
 * The readings of process and machine over a stretch of time, 10 s by default.
 *
 * @param seconds length by a clock that never goes back, at least 0
 * @param use the process's use in it; unknown figures are negative
 * @param metersRead whether load and power were read, as in all but very short windows
 * @param load of the machine; unknown if not read
 * @param measuredWatts mean power of the machine by its own meter, in W; NaN if not read
 * @param residentBytes memory in use by the process; empty if unknown
 */
record Window(
    double seconds,
    ProcessUse use,
    boolean metersRead,
    Load load,
    double measuredWatts,
    OptionalLong residentBytes) {

  /** Returns the mean number of CPUs that the process used by its clock; NaN if unknown. */
  double usedCpus() {
    if (use.cpuNanos() <= 0) {
      // A window without length has no other answer either.
      return use.cpuNanos() < 0 ? Double.NaN : 0;
    }
    return use.cpuNanos() / (seconds * Scale.NANO);
  }
}
