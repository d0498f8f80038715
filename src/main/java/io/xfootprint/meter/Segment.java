// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of work on one thread that belongs to one {@link Measurement}.
 *
 * <p>Segments nest as calls do. Inside a segment of the same measurement a further one changes
 * nothing; inside a segment of another measurement it takes the thread's time over until it is
 * closed, so that no time is charged twice.
 *
 * <p>Confined to the thread that opened it; closing it twice is harmless.
 */
public final class Segment implements AutoCloseable {

  /** The innermost segment that is open on a thread. */
  private static final ThreadLocal<@Nullable Segment> CURRENT = new ThreadLocal<>();

  private final Measurement measurement;
  private final @Nullable Segment outer;
  private final boolean nested;
  private boolean open;
  private long cpuNanosAtStart;
  private long allocatedBytesAtStart;

  private Segment(Measurement measurement, @Nullable Segment outer, boolean nested) {
    this.measurement = measurement;
    this.outer = outer;
    this.nested = nested;
    open = !nested;
  }

  static Segment open(Measurement measurement) {
    Segment outer = CURRENT.get();
    if (outer != null) {
      if (outer.measurement == measurement) {
        return new Segment(measurement, outer, true);
      }
      outer.checkpoint();
    }
    Segment segment = new Segment(measurement, outer, false);
    if (outer == null) {
      segment.start();
    } else {
      segment.continueFrom(outer);
    }
    CURRENT.set(segment);
    return segment;
  }

  /** Tells whether a segment of the same measurement was open already when this one was opened. */
  public boolean isNested() {
    return nested;
  }

  /** Hands over what the calling thread has used for a measurement in a segment that stays open. */
  static void checkpoint(Measurement measurement) {
    Segment current = CURRENT.get();
    if (current != null && current.measurement == measurement) {
      current.checkpoint();
    }
  }

  /** Ends the stretch and hands over what it used. */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    checkpoint();
    // Not remove(): it would make an entry anew for each request. A null keeps no class alive.
    CURRENT.set(outer);
    if (outer != null) {
      outer.continueFrom(this);
    }
  }

  /** Starts where another segment of this thread has just been read. */
  private void continueFrom(Segment other) {
    cpuNanosAtStart = other.cpuNanosAtStart;
    allocatedBytesAtStart = other.allocatedBytesAtStart;
  }

  private void start() {
    ThreadMeter meter = measurement.meter();
    // CPU time last here and first in checkpoint(): its reading costs most, and stays outside.
    allocatedBytesAtStart = meter.allocatedBytes();
    cpuNanosAtStart = meter.cpuNanos();
  }

  private void checkpoint() {
    ThreadMeter meter = measurement.meter();
    long cpuNanos = meter.cpuNanos();
    long allocatedBytes = meter.allocatedBytes();
    measurement.add(
        new ResourceUse(
            ResourceUse.between(cpuNanosAtStart, cpuNanos),
            ResourceUse.between(allocatedBytesAtStart, allocatedBytes)));
    cpuNanosAtStart = cpuNanos;
    allocatedBytesAtStart = allocatedBytes;
  }
}
