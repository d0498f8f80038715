// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Work of a request that has not begun yet, such as a task in the queue of a wrapped executor.
 *
 * <p>While there is any, the request's answer says {@code partial}, because its header cannot hold
 * what this will use.
 *
 * <p>Safe for use by many threads.
 */
public final class PendingWork {

  private final Measurement measurement;

  /** Until it begins for the first time or is dropped, whichever comes first. */
  private final AtomicBoolean due = new AtomicBoolean(true);

  PendingWork(Measurement measurement) {
    this.measurement = measurement;
    measurement.began();
  }

  /**
   * Begins the work on the current thread. Work that is done repeatedly is measured each time.
   *
   * @return a segment that the caller closes when the work is done
   */
  public Segment begin() {
    // First the segment and then the release, so that the work is never neither due nor under way.
    Segment segment = measurement.openPass();
    drop();
    return segment;
  }

  /** Notes that the work will not be done, unless it has begun. */
  public void drop() {
    if (due.getAndSet(false)) {
      measurement.ended();
    }
  }
}
