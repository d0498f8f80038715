// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.lang.management.ManagementFactory;

/**
 * Counters of the whole process.
 *
 * <p>Implementations never throw and are safe for use by many threads.
 */
public interface ProcessMeter {

  /**
   * Returns the CPU time that all threads of the process have used, garbage collection and
   * compilation included, in nanoseconds; negative if unknown. HotSpot on Linux counts in steps of
   * 10 ms.
   */
  long cpuNanos();

  /** Returns the meter of this JVM's process. */
  static ProcessMeter ofJvm() {
    try {
      return ManagementFactory.getOperatingSystemMXBean()
              instanceof com.sun.management.OperatingSystemMXBean system
          ? system::getProcessCpuTime
          : () -> ResourceUse.UNKNOWN;
    } catch (LinkageError e) {
      // A run-time image without the module jdk.management.
      return () -> ResourceUse.UNKNOWN;
    }
  }
}
