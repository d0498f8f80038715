// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

/**
 * Mean and spread of the logarithms of an amount, by batches of requests that followed each other.
 *
 * <p>Single requests are not independent: one after the other they run the same compiled code, and
 * share a slow minute of the machine. The means of batches are much less dependent, so their spread
 * tells how far the mean of all may be off (the method of batch means). By logarithms, as costs
 * differ by factors, and so that one dear request does not outweigh a hundred others.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param batches number of batches of {@value #REQUESTS} requests
 * @param sum sum of the batches' mean logarithms to base 2, in units of 2^-12
 * @param squares sum of the squares of the same
 */
public record BatchMeans(long batches, long sum, long squares) {

  /** Requests in a batch. */
  static final int REQUESTS = 32;

  static final BatchMeans NONE = new BatchMeans(0, 0, 0);

  private static final double LOG_2 = Math.log(2);

  /** Units of a logarithm to base 2, and of a natural one. */
  private static final double PER_NATURAL = (1 << 12) / LOG_2;

  /** Returns the mean of the natural logarithms; NaN without a batch. */
  public double mean() {
    return batches == 0 ? Double.NaN : sum / (PER_NATURAL * batches);
  }

  /**
   * Returns the variance of the mean of a batch: 0.0001 if batches differ by 1 %. NaN with fewer
   * than two batches.
   */
  public double variance() {
    if (batches < 2) {
      return Double.NaN;
    }
    // Exact up to here, so that a small difference of large numbers is exact too.
    double mean = (double) sum / batches;
    double sumOfSquares = squares - mean * sum;
    return Math.max(0, sumOfSquares) / (batches - 1) / (PER_NATURAL * PER_NATURAL);
  }

  /** Returns both together. */
  BatchMeans plus(BatchMeans other) {
    return new BatchMeans(batches + other.batches, sum + other.sum, squares + other.squares);
  }

  /** Returns the batches since an earlier reading. */
  BatchMeans since(BatchMeans earlier) {
    return new BatchMeans(batches - earlier.batches, sum - earlier.sum, squares - earlier.squares);
  }
}
