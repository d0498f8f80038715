// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.function.LongSupplier;

/**
 * How long the readings take by which a request is measured: its thread's CPU time and allocated
 * bytes, at its beginning and at its end. It depends on the kernel and on what it runs on: 0.45 us
 * for one reading of the CPU time on one machine may be 2 us on another.
 */
final class ReadingTime {

  private static final int BATCHES = 20;
  private static final int READINGS_OF_BATCH = 25;
  private static final int READINGS_OF_REQUEST = 2;

  private ReadingTime() {}

  /**
   * Returns the time for a request in ns: that of the fastest of some batches, as other threads
   * interrupt the others. It takes about 1 ms.
   */
  static double nanosOfRequest(ThreadMeter meter, LongSupplier nanoTime) {
    long least = Long.MAX_VALUE;
    for (int batch = 0; batch < BATCHES; batch++) {
      long begin = nanoTime.getAsLong();
      for (int i = 0; i < READINGS_OF_BATCH; i++) {
        long unused = meter.cpuNanos() + meter.allocatedBytes();
      }
      least = Math.min(least, nanoTime.getAsLong() - begin);
    }
    return (double) least * READINGS_OF_REQUEST / READINGS_OF_BATCH;
  }
}
