// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.function.LongSupplier;

/**
 * In what steps the CPU time of threads goes: less than 1 us on Linux, 15.6 ms on Windows, where
 * most requests are shorter than one.
 *
 * <p>Safe for use by many threads.
 */
public final class ClockStep {

  /** A step up to this is exact enough for a request of its own. */
  private static final long FINE_NANOS = 1_000_000;

  /** One step of 15.6 ms, and some more. */
  private static final long LONGEST_NANOS = 20_000_000;

  private final LongSupplier cpuClock;
  private final LongSupplier nanoTime;

  /** Negative as long as no step was seen. */
  private volatile long coarseNanos = ResourceUse.UNKNOWN;

  /**
   * Creates a step that is not measured yet.
   *
   * @param cpuClock CPU time in ns of the calling thread; negative if unknown
   * @param nanoTime a clock in ns that never goes back, such as {@link System#nanoTime}
   */
  public ClockStep(LongSupplier cpuClock, LongSupplier nanoTime) {
    this.cpuClock = cpuClock;
    this.nanoTime = nanoTime;
  }

  /**
   * Measures, unless that was done, by spinning until there is a fine step: 1 us where steps are
   * fine, at most 20 ms. To be called again where a busy machine shows no step within that time.
   */
  public void measure() {
    if (coarseNanos >= 0) {
      return;
    }
    long start = nanoTime.getAsLong();
    long least = Long.MAX_VALUE;
    long last = cpuClock.getAsLong();
    while (last >= 0 && least > FINE_NANOS && nanoTime.getAsLong() - start < LONGEST_NANOS) {
      long now = cpuClock.getAsLong();
      if (now > last) {
        least = Math.min(least, now - last);
      }
      last = now;
    }
    if (least < Long.MAX_VALUE) {
      coarseNanos = least > FINE_NANOS ? least : 0;
    }
  }

  /** Returns a step in ns that is coarser than 1 ms; else 0, also as long as it is not known. */
  public long coarseNanos() {
    return Math.max(0, coarseNanos);
  }
}
