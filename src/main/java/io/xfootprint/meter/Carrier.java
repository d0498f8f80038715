// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A platform thread on which virtual threads take turns.
 *
 * <p>Its counters show the use of all of them together. Safe for use by many threads.
 */
final class Carrier {

  private static final long NOBODY = -1;

  private final LongSupplier cpuCounter;
  private final LongSupplier bytesCounter;
  private final AtomicLong changes = new AtomicLong();
  private volatile long occupant = NOBODY;

  /**
   * Creates a carrier with these counters.
   *
   * @param cpuCounter CPU time in ns; negative when the thread has ended
   * @param bytesCounter allocated bytes; negative if unknown
   */
  Carrier(LongSupplier cpuCounter, LongSupplier bytesCounter) {
    this.cpuCounter = cpuCounter;
    this.bytesCounter = bytesCounter;
  }

  /** Returns the CPU time in ns used on it since its start; negative if unknown. */
  long cpuNanos() {
    return cpuCounter.getAsLong();
  }

  /** Returns the bytes allocated on it since its start; negative if unknown. */
  long allocatedBytes() {
    return bytesCounter.getAsLong();
  }

  /**
   * Notes that a virtual thread is on it now.
   *
   * @return the number of changes between virtual threads that were noted so far
   */
  long occupy(long threadId) {
    if (occupant != threadId) {
      occupant = threadId;
      return changes.incrementAndGet();
    }
    return changes.get();
  }
}
