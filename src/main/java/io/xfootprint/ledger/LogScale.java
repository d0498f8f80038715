// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

/**
 * A scale of {@value #BUCKETS} buckets, each 15 % wider than the one before: five make a factor of
 * 2, a hundred a factor of a million. The first one holds everything below them, and the last one
 * everything above. So the middle of a bucket is within 7.2 % of any amount in it.
 *
 * <p>HdrHistogram's layout of as many buckets would be exact to 12.5 %: its buckets are equally
 * wide within a factor of 2. Immutable and safe for use by many threads.
 */
enum LogScale {
  /** CPU time in ns: from 8.2 us to 8.6 s. */
  CPU_NANOS(13),
  /** Allocated bytes: from 1 KiB to 1 GiB. */
  ALLOCATED_BYTES(10);

  /** Number of buckets. */
  static final int BUCKETS = 102;

  private static final int PER_OCTAVE = 5;

  /** Logarithms to base 2 are whole numbers in units of 2^-16: a millionth part of an amount. */
  static final int LOG_BITS = 16;

  private static final int TABLE_BITS = 8;
  private static final int[] LOG_OF_MANTISSA = new int[(1 << TABLE_BITS) + 1];

  static {
    for (int i = 0; i < LOG_OF_MANTISSA.length; i++) {
      double mantissa = 1 + (double) i / (1 << TABLE_BITS);
      LOG_OF_MANTISSA[i] = (int) Math.rint(Math.log(mantissa) / Math.log(2) * (1 << LOG_BITS));
    }
  }

  private final int lowest;

  LogScale(int lowest) {
    this.lowest = lowest;
  }

  /**
   * Returns the logarithm to base 2 in units of 2^-16, of an amount of at least 1. By a table,
   * which takes 2 ns; {@link Math#log} takes 15 ns.
   */
  static int log(long amount) {
    int zeros = Long.numberOfLeadingZeros(amount);
    // The digits behind the leading 1: some choose a step of the table, the others a point in it.
    long mantissa = amount << zeros << 1;
    int step = (int) (mantissa >>> (Long.SIZE - TABLE_BITS));
    int point = (int) (mantissa << TABLE_BITS >>> (Long.SIZE - LOG_BITS));
    int from = LOG_OF_MANTISSA[step];
    int of = LOG_OF_MANTISSA[step + 1] - from;
    return ((Long.SIZE - 1 - zeros) << LOG_BITS) + from + ((of * point) >> LOG_BITS);
  }

  /** Returns the bucket of an amount by its logarithm. */
  int bucket(int log) {
    int above = log - (lowest << LOG_BITS);
    return above < 0 ? 0 : Math.min(1 + ((above * PER_OCTAVE) >> LOG_BITS), BUCKETS - 1);
  }

  /** Returns the middle of a bucket; of the first and the last one the end that is known. */
  double middle(int bucket) {
    double steps = Math.max(0, Math.min(bucket - 0.5, BUCKETS - 2));
    return Math.pow(2, lowest + steps / PER_OCTAVE);
  }

  /** Returns the upper end of a bucket; the last one has none. */
  double end(int bucket) {
    return bucket == BUCKETS - 1
        ? Long.MAX_VALUE
        : Math.pow(2, lowest + (double) bucket / PER_OCTAVE);
  }
}
