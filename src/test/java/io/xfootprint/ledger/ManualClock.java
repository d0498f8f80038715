// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock that only a test moves; it passes the largest long soon, as System.nanoTime() may. */
final class ManualClock implements LongSupplier {

  private long nanoTime = Long.MAX_VALUE - Duration.ofSeconds(45).toNanos();

  void advance(Duration duration) {
    nanoTime += duration.toNanos();
  }

  @Override
  public long getAsLong() {
    return nanoTime;
  }
}
