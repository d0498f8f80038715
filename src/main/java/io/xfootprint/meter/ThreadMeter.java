// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the counters of the calling thread: those of the JVM, or those that a test makes up.
 *
 * <p>Implementations never throw and never block. They are safe for use by many threads; each reads
 * its own counters. A negative reading means that the counter is unknown: on virtual threads, and
 * where the JVM does not support it or has it switched off.
 */
public interface ThreadMeter extends AutoCloseable {

  /** Returns the CPU time that the current thread has used, in nanoseconds; negative if unknown. */
  long cpuNanos();

  /** Returns the heap bytes that the current thread has allocated; negative if unknown. */
  long allocatedBytes();

  /**
   * Starts an estimate of the calling thread's use if the thread is virtual, so that it has no
   * counters; returns null if it is not virtual, or if nothing can be estimated. Called only where
   * {@link #cpuNanos} was unknown.
   */
  default @Nullable VirtualPass beginVirtual() {
    return null;
  }

  /**
   * Returns the time in ns that this meter's readings of one request take on the calling thread. It
   * finds out in about 1 ms.
   *
   * @param nanoTime a clock in ns that never goes back
   */
  default double nanosOfRequest(LongSupplier nanoTime) {
    return ReadingTime.nanosOfRequest(this, nanoTime);
  }

  /** Stops the threads of this meter. */
  @Override
  default void close() {}

  /**
   * Returns the meter of this JVM.
   *
   * @throws IllegalStateException if the module java.management is missing
   */
  static ThreadMeter ofJvm() {
    if (!JdkModule.JAVA_MANAGEMENT.isVisible()) {
      throw new IllegalStateException(
          "nothing can be measured: " + JdkModule.JAVA_MANAGEMENT.missingSentence());
    }
    return JvmThreadMeter.create();
  }
}
