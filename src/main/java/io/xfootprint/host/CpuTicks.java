// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.Arrays;
import java.util.Optional;

/**
 * Counts how long a CPU was busy, idle and stolen. One object may count for all CPUs together. A
 * reading counts from the start of the system, a difference of two readings from the first one. The
 * unit does not matter; Linux counts hundredths of a second.
 *
 * <p>Waiting for I/O is idle time: the CPU is free for others.
 *
 * @param busy time in which threads or interrupts ran
 * @param idle time without work
 * @param stolen time in which there was work, but the hypervisor ran another guest
 */
record CpuTicks(long busy, long idle, long stolen) {

  /** No time at all, as between two readings of the same moment. */
  static final CpuTicks NONE = new CpuTicks(0, 0, 0);

  /** User, nice, system, idle, waiting for I/O, interrupts of two kinds, steal. */
  private static final int KINDS = 8;

  /**
   * Returns ticks by Linux's order of kinds, which is OSHI's too. Kernels before 2.6.11 have no
   * steal time. What follows it is the time of guests, which user time contains.
   */
  static CpuTicks of(long[] ticks) {
    long[] kinds = Arrays.copyOf(ticks, KINDS);
    return new CpuTicks(
        kinds[0] + kinds[1] + kinds[2] + kinds[5] + kinds[6], kinds[3] + kinds[4], kinds[7]);
  }

  /** Parses the numbers of a line of {@code /proc/stat}; empty if it does not have them. */
  static Optional<CpuTicks> of(String[] numbers) {
    long[] ticks = new long[KINDS];
    try {
      for (int i = 0; i < Math.min(KINDS, numbers.length); i++) {
        ticks[i] = Long.parseLong(numbers[i]);
      }
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    return numbers.length > 4 ? Optional.of(of(ticks)) : Optional.empty();
  }

  /** Returns the time since an earlier reading. */
  CpuTicks since(CpuTicks before) {
    return new CpuTicks(busy - before.busy, idle - before.idle, stolen - before.stolen);
  }

  /** Returns the busy share, from 0 to 1; NaN if no time has passed. */
  double busyShare() {
    long all = busy + idle + stolen;
    // Kernels have been seen to take idle time back.
    return all <= 0 ? Double.NaN : Math.min(1, Math.max(0, 1 - (double) (idle + stolen) / all));
  }

  /** Returns the share of the time with work in which it ran, above 0 to 1. */
  double ranShare() {
    return busy > 0 && stolen > 0 ? (double) busy / (busy + stolen) : 1;
  }
}
