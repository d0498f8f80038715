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
 * <p>To be closed on the thread that opened it, inner ones first; closing it twice is harmless. One
 * that is closed too early or elsewhere charges no time twice.
 */
public final class Segment implements AutoCloseable {

  /** The innermost segment that is open on a thread. */
  private static final ThreadLocal<@Nullable Segment> CURRENT = new ThreadLocal<>();

  /** For work that belongs to no request: opened nowhere, closed without effect. */
  private static final Segment NONE = new Segment(null, null, false);

  /** Null for work that belongs to no request. */
  private final @Nullable Measurement measurement;

  private final @Nullable Segment outer;
  private final boolean nested;
  private boolean open;
  private long cpuNanosAtStart;
  private long allocatedBytesAtStart;

  /** In place of the readings where there are none because the thread is virtual. */
  private @Nullable VirtualPass virtual;

  private Segment(@Nullable Measurement measurement, @Nullable Segment outer, boolean nested) {
    this.measurement = measurement;
    this.outer = outer;
    this.nested = nested;
    open = measurement != null && !nested;
  }

  /** Returns a segment that measures nothing. */
  public static Segment none() {
    return NONE;
  }

  static Segment open(Measurement measurement) {
    Segment outer = current();
    if (outer != null) {
      if (outer.measurement == measurement) {
        return new Segment(measurement, outer, true);
      }
      outer.checkpoint();
    }
    Segment segment = new Segment(measurement, outer, false);
    if (outer == null) {
      segment.start(measurement.meter());
    } else {
      segment.continueFrom(outer);
    }
    measurement.began();
    CURRENT.set(segment);
    return segment;
  }

  private static @Nullable Segment current() {
    return innermostOpen(CURRENT.get());
  }

  private static @Nullable Segment innermostOpen(@Nullable Segment from) {
    Segment segment = from;
    while (segment != null && !segment.open) {
      segment = segment.outer;
    }
    return segment;
  }

  /** Returns the measurement to which the calling thread's work belongs. */
  static @Nullable Measurement currentMeasurement() {
    Segment current = current();
    return current == null ? null : current.measurement;
  }

  /**
   * Returns how many segments of this measurement the calling thread has open: more than one if it
   * came back to it from within another one.
   */
  static int openHere(Measurement measurement) {
    int open = 0;
    for (Segment segment = current(); segment != null; segment = innermostOpen(segment.outer)) {
      if (segment.measurement == measurement) {
        open++;
      }
    }
    return open;
  }

  /** Tells whether a segment of the same measurement was open already when this one was opened. */
  public boolean isNested() {
    return nested;
  }

  /** Hands over what the calling thread has used for a measurement in a segment that stays open. */
  static void checkpoint(Measurement measurement) {
    Segment current = current();
    if (current != null && current.measurement == measurement) {
      current.checkpoint();
    }
  }

  /** Ends the stretch and hands over what it used. */
  @Override
  public void close() {
    if (!open || measurement == null) {
      return;
    }
    boolean innermost = current() == this;
    if (innermost) {
      checkpoint();
    }
    // Else what it used until an inner one began is handed over already.
    open = false;
    if (innermost) {
      Segment next = innermostOpen(outer);
      // Not remove(): it would make an entry anew for each request. A null keeps no class alive.
      CURRENT.set(next);
      if (next != null) {
        next.continueFrom(this);
      } else if (virtual != null) {
        virtual.end();
      }
    }
    measurement.ended();
  }

  private void start(ThreadMeter meter) {
    // CPU time last here and first in checkpoint(): its reading costs most, and stays outside.
    allocatedBytesAtStart = meter.allocatedBytes();
    cpuNanosAtStart = meter.cpuNanos();
    if (cpuNanosAtStart < 0) {
      virtual = meter.beginVirtual();
    }
  }

  /** Starts where another segment of this thread has just been read. */
  private void continueFrom(Segment other) {
    cpuNanosAtStart = other.cpuNanosAtStart;
    allocatedBytesAtStart = other.allocatedBytesAtStart;
    virtual = other.virtual;
  }

  private void checkpoint() {
    if (measurement == null) {
      return;
    }
    if (virtual != null) {
      virtual.handTo(measurement);
      return;
    }
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
