// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How an amount is distributed over requests: how many of them had about which amount.
 *
 * <p>Histograms of two processes can be added. Immutable and safe for use by many threads.
 */
public final class Histogram {

  private final LogScale scale;
  private final long[] counts;
  private final long max;

  Histogram(LogScale scale, long[] counts, long max) {
    this.scale = scale;
    this.counts = counts;
    this.max = max;
  }

  static Histogram none(LogScale scale) {
    return new Histogram(scale, new long[LogScale.BUCKETS], 0);
  }

  /** Returns the number of requests. */
  public long count() {
    return Arrays.stream(counts).sum();
  }

  /** Returns the largest amount, exactly; 0 if there was no request. */
  public long max() {
    return max;
  }

  /** Returns the number of requests in each bucket. */
  long[] counts() {
    return counts.clone();
  }

  /**
   * Returns the amount that a part of the requests does not exceed. It is within 7.2 % of the true
   * one, if that is on the scale; never more than the largest amount.
   *
   * @param part from 0 to 1, such as 0.5 for the median
   * @return 0 if there was no request
   */
  public long quantile(double part) {
    long all = count();
    long rank = Math.max(1, (long) Math.ceil(part * all));
    if (rank >= all) {
      return max;
    }
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= rank) {
        // What is above the scale is nearer to the largest amount than to the end of the scale.
        return bucket == counts.length - 1 ? max : Math.min(max, Math.round(scale.middle(bucket)));
      }
    }
    return max;
  }

  /** Returns the sum of both, which are of the same amount. */
  Histogram plus(Histogram other) {
    long[] sum = counts.clone();
    Arrays.setAll(sum, bucket -> sum[bucket] + other.counts[bucket]);
    return new Histogram(scale, sum, Math.max(max, other.max));
  }

  /**
   * Returns what was counted since an earlier reading. Its largest amount is exact if that came
   * since then, and else the end of the last bucket that has gained.
   */
  Histogram since(Histogram earlier) {
    long[] gain = counts.clone();
    // A request may have moved on from a bucket that the earlier reading has it in.
    Arrays.setAll(gain, bucket -> Math.max(0, gain[bucket] - earlier.counts[bucket]));
    int last = gain.length - 1;
    while (last > 0 && gain[last] == 0) {
      last--;
    }
    return new Histogram(scale, gain, Math.min(max, Math.round(scale.end(last))));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Histogram histogram
        && scale == histogram.scale
        && max == histogram.max
        && Arrays.equals(counts, histogram.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "%s %s, max %d".formatted(scale, Arrays.toString(counts), max);
  }
}
