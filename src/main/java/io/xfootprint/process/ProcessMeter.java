// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import java.util.Optional;

/**
 * Counters of the whole process.
 *
 * <p>Implementations never throw. For use by one thread at a time.
 */
@FunctionalInterface
public interface ProcessMeter {

  /**
   * Reads the counters; takes up to a millisecond with 200 threads.
   *
   * <p>From reading to reading the CPU time of garbage collection grows by no more than that of the
   * process.
   */
  ProcessUse read();

  /** Returns by what the CPU time of garbage collection is told, for the log. */
  default String gcSource() {
    return "unknown";
  }

  /** Returns what it cannot tell, why, and what would help, for the log; empty if it tells all. */
  default Optional<String> gap() {
    return Optional.empty();
  }

  /** Returns the meter of this JVM's process. */
  static ProcessMeter ofJvm() {
    return JvmProcessMeter.create();
  }
}
