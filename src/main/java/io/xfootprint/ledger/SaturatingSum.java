// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.concurrent.atomic.LongAdder;

/**
 * A sum of amounts of at least 0 that stays at the largest long instead of turning negative. In nJ
 * that is 2,562 kWh.
 *
 * <p>Adding takes no lock and checks nothing. A read notices that the sum is full. Each window
 * reads it, and no window adds enough to make a full sum positive again.
 */
final class SaturatingSum {

  private final LongAdder sum = new LongAdder();
  private volatile boolean full;

  void add(long amount) {
    sum.add(amount);
  }

  /** Replaces the sum; for one writer at a time. */
  void set(long amount) {
    sum.add(amount - sum.sum());
  }

  long get() {
    if (full) {
      return Long.MAX_VALUE;
    }
    long amount = sum.sum();
    if (amount < 0) {
      full = true;
      return Long.MAX_VALUE;
    }
    return amount;
  }
}
