// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

/**
 * The CPU time that garbage collection takes for each allocated byte.
 *
 * <p>The rate is measured, because it differs by a factor of 200 between programs (0.001 to 0.3 s
 * for each GB): the cost of a collection depends on what survives it. Collections come now and
 * then, so bytes wait for the collection that they cause. The rate is a mean over the last
 * intervals between collections.
 *
 * <p>For use by one thread.
 */
final class GarbageRate {

  /**
   * The weight of the first guess: that of an interval with this many bytes. The first collections
   * should not replace it at once. What a start leaves behind makes them take up to 1 ns for each
   * byte, where later ones of the same program take 0.02 ns. A program that allocates more than
   * this without any collection shows that the guess is too high.
   */
  private static final double BYTES_OF_GUESS = 1e9;

  /**
   * The fewest bytes that cause a collection. CPU time seen with fewer bytes is housekeeping of the
   * collector's threads and waits for the next interval.
   */
  private static final long LEAST_BYTES = 32_000_000;

  // Means over the last intervals. Their quotient is the rate, so that long intervals weigh more.
  private double cpuNanos;
  private double bytes = BYTES_OF_GUESS;
  private boolean known = true;

  // Of the interval that has not ended with a collection yet.
  private long waitingNanos;
  private long waitingBytes;

  /** Creates a rate from a first guess, in CPU-seconds for each GB. */
  GarbageRate(double cpuSecondsPerGigabyte) {
    cpuNanos = cpuSecondsPerGigabyte * BYTES_OF_GUESS;
  }

  /**
   * Adds the readings of a window. While either is unknown, there is no rate.
   *
   * @param gcCpuNanos CPU time of garbage collection in ns; negative if unknown
   * @param allocatedBytes bytes allocated by all threads; negative if unknown
   */
  void add(long gcCpuNanos, long allocatedBytes) {
    known = gcCpuNanos >= 0 && allocatedBytes >= 0;
    if (!known) {
      return;
    }
    waitingNanos += gcCpuNanos;
    waitingBytes += allocatedBytes;
    if (waitingNanos > 0 && waitingBytes >= LEAST_BYTES) {
      cpuNanos += Rates.NEWEST * (waitingNanos - cpuNanos);
      bytes += Rates.NEWEST * (waitingBytes - bytes);
      waitingNanos = 0;
      waitingBytes = 0;
    }
  }

  /** Returns the rate in ns of CPU time for each byte; 0 if it cannot be measured. */
  double cpuNanosPerByte() {
    // Bytes that have waited for longer than usual already show that the rate is lower.
    return known ? cpuNanos / Math.max(bytes, (double) waitingBytes) : 0;
  }
}
