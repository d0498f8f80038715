// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

/**
 * The CPU time that garbage collection takes for an allocated byte.
 *
 * <p>It differs by a factor of 200 between programs (0.001 to 0.3 s for each GB), as collections
 * cost by what survives, so it is measured. Collections come now and then: bytes wait for the one
 * that they cause, and the rate is that of the last intervals between collections. For use by one
 * thread.
 */
final class GarbageRate {

  /** Weight of the newest interval in a mean over about 6. */
  private static final double NEWEST = 2.0 / (6 + 1);

  /**
   * Bytes on which the first guess stands: without any collection so long it is too high. It counts
   * as an interval of as many, for the first collections are no rule: what starting up leaves makes
   * them take up to 1 ns for a byte, where later ones of the same program take 0.02 ns.
   */
  private static final double BYTES_OF_GUESS = 1e9;

  /**
   * Less is worth no collection of its own, so CPU time seen beside it is housekeeping of the
   * collector's threads, and waits.
   */
  private static final long LEAST_BYTES = 32_000_000;

  private double cpuNanos;
  private double bytes = BYTES_OF_GUESS;
  private boolean known = true;
  private long waitingNanos;
  private long waitingBytes;

  /** Starts with a guess, in CPU-seconds for each GB. */
  GarbageRate(double cpuSecondsPerGigabyte) {
    cpuNanos = cpuSecondsPerGigabyte * BYTES_OF_GUESS;
  }

  /** Adds what was read over a window; where either is unknown there is no rate. */
  void add(long gcCpuNanos, long allocatedBytes) {
    known = gcCpuNanos >= 0 && allocatedBytes >= 0;
    if (!known) {
      return;
    }
    waitingNanos += gcCpuNanos;
    waitingBytes += allocatedBytes;
    if (waitingNanos > 0 && waitingBytes >= LEAST_BYTES) {
      cpuNanos += NEWEST * (waitingNanos - cpuNanos);
      bytes += NEWEST * (waitingBytes - bytes);
      waitingNanos = 0;
      waitingBytes = 0;
    }
  }

  /** Returns the rate in ns of CPU time for a byte; 0 if it cannot be measured. */
  double cpuNanosPerByte() {
    // What has waited for longer than usual says already that the rate is lower.
    return known ? cpuNanos / Math.max(bytes, (double) waitingBytes) : 0;
  }
}
