// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;

/** By how much a counter has grown from reading to reading; never negative. */
final class MonotonicDelta {

  private long last = ResourceUse.UNKNOWN;

  /** Returns the growth since the last reading that was known; 0 at the first. */
  long to(long reading) {
    if (reading < 0) {
      return 0;
    }
    long growth = last < 0 ? 0 : Math.max(0, reading - last);
    last = Math.max(last, reading);
    return growth;
  }
}
