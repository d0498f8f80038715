// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A platform thread on which virtual threads take turns.
 *
 * <p>Its counters tell what all of them used on it together. {@link #advance()} and what it reads
 * are for the sampler's thread; the rest is safe for use by many threads.
 */
final class Carrier {

  private static final long NOBODY = -1;

  private final LongSupplier cpuCounter;
  private final LongSupplier bytesCounter;
  private final AtomicLong changes = new AtomicLong();
  private volatile long occupant = NOBODY;

  private long cpuReading;
  private long bytesReading;
  private long cpuStep;
  private long bytesStep;

  /**
   * Creates a carrier with these counters.
   *
   * @param cpuCounter CPU time in ns; negative when the thread has ended
   * @param bytesCounter allocated bytes; negative if unknown
   */
  Carrier(LongSupplier cpuCounter, LongSupplier bytesCounter) {
    this.cpuCounter = cpuCounter;
    this.bytesCounter = bytesCounter;
    advance();
    cpuStep = 0;
    bytesStep = 0;
  }

  /** Returns the CPU time in ns that was used on it since ever; negative if unknown. */
  long cpuNanos() {
    return cpuCounter.getAsLong();
  }

  /** Returns the bytes that were allocated on it since ever; negative if unknown. */
  long allocatedBytes() {
    return bytesCounter.getAsLong();
  }

  /**
   * Notes that this virtual thread is on it now.
   *
   * @return the number of changes from one to another that were noted so far
   */
  long occupy(long threadId) {
    if (occupant != threadId) {
      occupant = threadId;
      return changes.incrementAndGet();
    }
    return changes.get();
  }

  /** Starts a step; returns whether the thread is alive. */
  boolean advance() {
    long cpu = cpuCounter.getAsLong();
    long bytes = bytesCounter.getAsLong();
    cpuStep = Math.max(0, cpu - cpuReading);
    bytesStep = Math.max(0, bytes - bytesReading);
    cpuReading = Math.max(cpuReading, cpu);
    bytesReading = Math.max(bytesReading, bytes);
    return cpu >= 0;
  }

  /** Returns the CPU time in ns of the last step. */
  long cpuStep() {
    return cpuStep;
  }

  /** Returns the allocated bytes of the last step. */
  long bytesStep() {
    return bytesStep;
  }
}
