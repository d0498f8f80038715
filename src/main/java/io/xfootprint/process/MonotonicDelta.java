// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;
import java.util.function.LongSupplier;

/**
 * The growth of a counter from reading to reading; never negative.
 *
 * <p>A counter that falls has no growth until it has passed its highest reading again. For use by
 * one thread at a time.
 */
final class MonotonicDelta {

  private long last = ResourceUse.UNKNOWN;

  /** Returns the reading of a counter; unknown where the counter throws. */
  static long reading(LongSupplier counter) {
    try {
      return counter.getAsLong();
    } catch (RuntimeException | LinkageError e) {
      return ResourceUse.UNKNOWN;
    }
  }

  /** Returns the growth since the last known reading; 0 at the first one and at an unknown one. */
  long to(long reading) {
    if (reading < 0) {
      return 0;
    }
    long growth = last < 0 ? 0 : Math.max(0, reading - last);
    last = Math.max(last, reading);
    return growth;
  }
}
