// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import org.jspecify.annotations.Nullable;

/**
 * Counters of the current thread.
 *
 * <p>Implementations never throw, never block and are safe for use by many threads, each of which
 * reads its own counters. A negative reading means that the counter is not known: on virtual
 * threads, where the JVM does not support it, where it is switched off.
 */
public interface ThreadMeter extends AutoCloseable {

  /** Returns the CPU time that the current thread has used, in nanoseconds; negative if unknown. */
  long cpuNanos();

  /** Returns the heap bytes that the current thread has allocated; negative if unknown. */
  long allocatedBytes();

  /**
   * Starts to estimate what the calling thread uses, where its counters are not known because it is
   * virtual; null where it is not, or where nothing can be told.
   */
  default @Nullable VirtualPass beginVirtual() {
    return null;
  }

  /** Stops what the meter has running. */
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
          "nothing can be measured: " + JdkModule.JAVA_MANAGEMENT.isMissing());
    }
    return JvmThreadMeter.create();
  }
}
