// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * What one request uses, over all its passes through threads.
 *
 * <p>Each pass is a {@link Segment}. What segments hand over is only ever added, and claimed once,
 * so that nothing has to wait for a last pass that may never come:
 *
 * <pre>{@code
 * Measurement measurement = new Measurement(ThreadMeter.ofJvm());
 * try (Segment pass = measurement.open()) {
 *   ... // work
 * }
 * ResourceUse use = measurement.claim();
 * }</pre>
 *
 * <p>Safe for use by many threads. A measurement takes two readings where a segment starts, two
 * where it ends, and two for a claim while it is open.
 */
public final class Measurement {

  // An updater instead of an atomic object: there is one measurement for each request.
  private static final AtomicReferenceFieldUpdater<Measurement, ResourceUse> UNCLAIMED =
      AtomicReferenceFieldUpdater.newUpdater(Measurement.class, ResourceUse.class, "unclaimed");

  private final ThreadMeter meter;
  private volatile ResourceUse unclaimed = ResourceUse.NONE;

  /** Creates a measurement that reads this meter. */
  public Measurement(ThreadMeter meter) {
    this.meter = meter;
  }

  /** Starts a stretch of this request's work on the current thread. */
  public Segment open() {
    return Segment.open(this);
  }

  /**
   * Returns what was used since the last claim: by closed segments, and by the one that the calling
   * thread has open.
   */
  public ResourceUse claim() {
    Segment.checkpoint(this);
    return unclaimed.isNone() ? ResourceUse.NONE : UNCLAIMED.getAndSet(this, ResourceUse.NONE);
  }

  void add(ResourceUse use) {
    // The common case, one thread at a time, makes no object of its own.
    if (!UNCLAIMED.compareAndSet(this, ResourceUse.NONE, use)) {
      UNCLAIMED.accumulateAndGet(this, use, ResourceUse::plus);
    }
  }

  ThreadMeter meter() {
    return meter;
  }
}
