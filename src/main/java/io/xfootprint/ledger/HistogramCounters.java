// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The counters of a {@link Histogram}, in 440 bytes.
 *
 * <p>Safe for use by many threads, without a lock. A bucket holds 2^31 requests, then it stays
 * full: a route with ten requests a second gets there in seven years.
 */
final class HistogramCounters {

  private final LogScale scale;
  private final AtomicIntegerArray counts = new AtomicIntegerArray(LogScale.BUCKETS);
  private final AtomicLong max = new AtomicLong();

  HistogramCounters(LogScale scale) {
    this.scale = scale;
  }

  /**
   * Counts a request.
   *
   * @param log the logarithm of its amount, see {@link LogScale#log}
   */
  void add(long amount, int log) {
    int bucket = scale.bucket(log);
    if (counts.get(bucket) < Integer.MAX_VALUE - (1 << 16)) {
      counts.getAndIncrement(bucket);
    }
    if (amount > max.get()) {
      max.accumulateAndGet(amount, Math::max);
    }
  }

  /** Counts a request with another amount, which is larger than before. */
  void move(int logBefore, long amount, int log) {
    add(amount, log);
    counts.getAndDecrement(scale.bucket(logBefore));
  }

  /** Returns what was counted. */
  Histogram read() {
    long[] read = new long[LogScale.BUCKETS];
    for (int bucket = 0; bucket < read.length; bucket++) {
      // Less than none for a moment, where a request moves on.
      read[bucket] = Math.max(0, counts.get(bucket));
    }
    return new Histogram(scale, read, max.get());
  }
}
