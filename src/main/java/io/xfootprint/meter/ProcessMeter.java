// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.lang.management.ManagementFactory;

/**
 * Counters of the whole process.
 *
 * <p>Implementations never throw. For use by one thread at a time.
 */
@FunctionalInterface
public interface ProcessMeter {

  /** Reads the counters; takes up to some milliseconds. */
  ProcessUse read();

  /** Returns by what the CPU time of garbage collection is told, for the log. */
  default String gcSource() {
    return "unknown";
  }

  /** Returns the meter of this JVM's process. */
  static ProcessMeter ofJvm() {
    try {
      return ManagementFactory.getOperatingSystemMXBean()
              instanceof com.sun.management.OperatingSystemMXBean system
          ? () ->
              new ProcessUse(system.getProcessCpuTime(), ResourceUse.UNKNOWN, ResourceUse.UNKNOWN)
          : ProcessMeter::unknown;
    } catch (LinkageError e) {
      // A run-time image without the module jdk.management.
      return ProcessMeter::unknown;
    }
  }

  private static ProcessUse unknown() {
    return new ProcessUse(ResourceUse.UNKNOWN, ResourceUse.UNKNOWN, ResourceUse.UNKNOWN);
  }
}
