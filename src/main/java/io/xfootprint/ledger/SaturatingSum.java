// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.concurrent.atomic.LongAdder;

/**
 * A sum of amounts of at least 0 that stays at the most that a long holds, instead of turning
 * negative: nJ fill one at 2,562 kWh.
 *
 * <p>Adding takes no lock and looks at nothing. Whoever reads sees that the sum has no room any
 * more; each window does so, and no window adds as much again.
 */
final class SaturatingSum {

  private final LongAdder sum = new LongAdder();
  private volatile boolean full;

  void add(long amount) {
    sum.add(amount);
  }

  /** Makes the sum what it is to be; for one writer at a time. */
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
