// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import java.util.Optional;

/**
 * Reads the counters of the whole process.
 *
 * <p>What the process used and no request did becomes the background line, so this meter closes the
 * books. Implementations never throw. For use by one thread at a time.
 */
@FunctionalInterface
public interface ProcessMeter {

  /**
   * Reads the counters; takes up to a millisecond with 200 threads.
   *
   * <p>From one reading to the next, the CPU time of garbage collection grows by no more than that
   * of the process.
   */
  ProcessUse read();

  /** Returns where the CPU time of garbage collection comes from, for the log. */
  default String gcSource() {
    return "unknown";
  }

  /** Returns a sentence for the log on missing figures: which, why, and what helps; or empty. */
  default Optional<String> gap() {
    return Optional.empty();
  }

  /** Returns the meter of this JVM's process. */
  static ProcessMeter ofJvm() {
    return JvmProcessMeter.create();
  }
}
