// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import java.util.concurrent.atomic.LongAdder;

/** Uses CPU time, and knows how much it was by the clock of the thread that used it. */
public final class Burner {

  private final LongAdder truth = new LongAdder();
  private volatile long nanos;

  /** Sets how much a request is to use from now on, all its parts together. */
  public void set(long nanosOfRequest) {
    nanos = nanosOfRequest;
  }

  /** Does one of so many equal parts of a request's work on the calling thread. */
  public void burn(int parts) {
    long start = ThreadClock.cpuNanos();
    ThreadClock.burn(nanos / parts);
    truth.add(ThreadClock.cpuNanos() - start);
  }

  /** Returns what was used since the last {@link #take()}. */
  public long sum() {
    return truth.sum();
  }

  /** Returns what was used since the last call. */
  public long take() {
    return truth.sumThenReset();
  }
}
