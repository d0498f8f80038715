// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.function.LongSupplier;

/**
 * The step in which the CPU time of threads counts: less than 1 us on Linux, 15.6 ms on Windows.
 *
 * <p>With steps of 15.6 ms a request of 2 ms reads 0 seven times out of eight and 15.6 ms once. The
 * sum over many requests is right, a single figure is not. So where {@link #coarseNanos} is above
 * 0, a request's figure also rests on the mean of its route, and is marked as estimated.
 *
 * <p>Safe for use by many threads.
 */
public final class ClockStep {

  /** The longest step that is exact enough for a single request. */
  private static final long FINE_NANOS = 1_000_000;

  /** The longest time to wait for a step: one of 15.6 ms, and some more. */
  private static final long LONGEST_NANOS = 20_000_000;

  private final LongSupplier cpuClock;
  private final LongSupplier nanoTime;

  /** In ns; 0 if steps are fine, negative while no step was seen. */
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
   * Measures the step once, by spinning until it sees a fine one: for 1 us where steps are fine,
   * for at most 20 ms elsewhere. On a busy machine it may see no step; the next call then tries
   * again.
   */
  public void measure() {
    // The monitor calls this at the start, and again with each window until a step was seen.
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

  /** Returns the step in ns if it is longer than 1 ms; 0 if it is finer or still unknown. */
  public long coarseNanos() {
    return Math.max(0, coarseNanos);
  }
}
