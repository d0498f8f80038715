// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.LongSupplier;

/**
 * The sum of an amount that only grows and of a rest that may fall, as readers see it: never less
 * than before.
 *
 * <p>Only while the rest falls do readers note what they have seen. Each answer reads two of these,
 * and a note is an atomic step on a value that all threads share. Safe for use by many threads; one
 * thread at a time may set the rest.
 */
final class MonotoneSum {

  private final LongSupplier growing;
  private final LongAccumulator highest = new LongAccumulator(Long::max, 0);
  private volatile Rest rest = new Rest(0, false);

  /**
   * A rest as it was set.
   *
   * @param falls whether a smaller one is about to follow
   */
  private record Rest(long amount, boolean falls) {}

  /** Creates a sum whose rest is 0. */
  MonotoneSum(LongSupplier growing) {
    this.growing = growing;
  }

  void setRest(long amount) {
    long before = rest.amount;
    if (amount < before) {
      // From here on readers note what they see; those of before have seen no more than this.
      rest = new Rest(before, true);
      get();
    }
    rest = new Rest(amount, false);
  }

  @SuppressWarnings("ReferenceEquality") // Another rest of the same amount is another rest.
  long get() {
    while (true) {
      Rest now = rest;
      long sum = Totals.saturatingSum(growing.getAsLong(), now.amount);
      if (now.falls) {
        highest.accumulate(sum);
      }
      // Else another rest was set meanwhile, after which a smaller sum may have been seen.
      if (now == rest) {
        return Math.max(sum, highest.get());
      }
    }
  }
}
