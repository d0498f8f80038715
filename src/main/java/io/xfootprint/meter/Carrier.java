// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A platform thread on which virtual threads take turns.
 *
 * <p>Its counters show the use of all of them together. {@link #occupy} notes each change of the
 * virtual thread, so that a pass can find out whether another one was on the carrier meanwhile:
 *
 * <pre>
 * carrier  | A | A | B | A |     A begins at 1 and ends at 4: two changes since, so the
 * changes    1   1   2   3       growth of the carrier's counters is not A's alone
 * </pre>
 *
 * <p>Safe for use by many threads.
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
   * Notes that a virtual thread is on it now. A sample that comes late may note a thread that has
   * just left; the pass that is there now is then estimated instead of measured.
   *
   * @param threadId the virtual thread's id
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
