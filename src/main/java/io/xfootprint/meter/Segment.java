// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of work on one thread that belongs to one {@link Measurement}.
 *
 * <p>Segments nest as calls do. Inside a segment of the same measurement a further one changes
 * nothing; inside a segment of another measurement it takes the thread's time over until it is
 * closed, so that no time is charged twice.
 *
 * <p>To be closed on the thread that opened it, inner ones first; closing it twice is harmless. One
 * that is closed too early or elsewhere charges no time twice and leaves nothing on its thread.
 */
public final class Segment implements AutoCloseable {

  /**
   * Holds the innermost segment that is open on a thread. The holder is made once for each thread
   * and stays: to remove it would make an entry anew for each request. As it is of the JDK and
   * empty between requests, it keeps no class of ours alive on threads that outlive the
   * application.
   */
  private static final ThreadLocal<@Nullable AtomicReference<@Nullable Segment>> CURRENT =
      new ThreadLocal<>();

  // An updater instead of an atomic object: there is at least one segment for each request.
  private static final AtomicIntegerFieldUpdater<Segment> CLOSED =
      AtomicIntegerFieldUpdater.newUpdater(Segment.class, "closed");

  private static final int YES = 1;

  /** For work that belongs to no request: opened nowhere, closed without effect. */
  private static final Segment NONE = new Segment(null, new AtomicReference<>(), null, Kind.NESTED);

  private enum Kind {
    /** To be closed by whoever opened it. */
    OPENED,
    /** Goes on until another one takes its place, or the segment around it ends. */
    ATTACHED,
    /** Inside one of its own measurement, which does all the measuring. */
    NESTED
  }

  /** Null for work that belongs to no request. */
  private final @Nullable Measurement measurement;

  /** That of the thread which opened this one. */
  private final AtomicReference<@Nullable Segment> holder;

  private final @Nullable Segment outer;
  private final Kind kind;
  private volatile int closed;
  private long cpuNanosAtStart;
  private long allocatedBytesAtStart;

  /** In place of the readings where there are none because the thread is virtual. */
  private @Nullable VirtualPass virtual;

  private Segment(
      @Nullable Measurement measurement,
      AtomicReference<@Nullable Segment> holder,
      @Nullable Segment outer,
      Kind kind) {
    this.measurement = measurement;
    this.holder = holder;
    this.outer = outer;
    this.kind = kind;
  }

  /** Returns a segment that measures nothing. */
  public static Segment none() {
    return NONE;
  }

  static Segment open(Measurement measurement) {
    return open(measurement, Kind.OPENED);
  }

  private static Segment open(Measurement measurement, Kind kind) {
    AtomicReference<@Nullable Segment> holder = holder();
    Segment outer = innermostOpen(holder.get());
    if (outer != null) {
      if (outer.measurement == measurement) {
        return new Segment(measurement, holder, outer, Kind.NESTED);
      }
      outer.checkpoint();
    }
    Segment segment = new Segment(measurement, holder, outer, kind);
    if (outer == null) {
      segment.start(measurement.meter());
    } else {
      segment.continueFrom(outer);
    }
    measurement.began();
    holder.lazySet(segment);
    return segment;
  }

  /**
   * Opens a segment that goes on until it is detached; in place of one that is attached already.
   */
  static void attach(Measurement measurement) {
    if (currentMeasurement() != measurement) {
      detach();
      // Where the pass below belongs to the same request this one is nested, and thrown away.
      Segment unused = open(measurement, Kind.ATTACHED);
    }
  }

  /** Closes the innermost segment of the calling thread, if it is one that is attached. */
  static void detach() {
    Segment current = current();
    if (current != null && current.kind == Kind.ATTACHED) {
      current.close();
    }
  }

  private static AtomicReference<@Nullable Segment> holder() {
    AtomicReference<@Nullable Segment> holder = CURRENT.get();
    if (holder == null) {
      holder = new AtomicReference<>();
      CURRENT.set(holder);
    }
    return holder;
  }

  private static @Nullable Segment current() {
    AtomicReference<@Nullable Segment> holder = CURRENT.get();
    return holder == null ? null : innermostOpen(holder.get());
  }

  private static @Nullable Segment innermostOpen(@Nullable Segment from) {
    Segment segment = from;
    while (segment != null && segment.closed == YES) {
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
    return kind == Kind.NESTED && this != NONE;
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
    if (measurement == null || kind == Kind.NESTED || closed == YES) {
      return;
    }
    Segment innermost = current();
    if (innermost != null && innermost != this && innermost.isAttachedTo(this)) {
      // Whoever attached it did not detach it, and nobody else will.
      innermost.close();
      innermost = this;
    }
    if (innermost == this) {
      checkpoint();
    }
    // Else what it used until an inner one began is handed over already.
    if (CLOSED.compareAndSet(this, 0, YES)) {
      leave(innermost == this);
      measurement.ended();
    }
  }

  private boolean isAttachedTo(Segment segment) {
    return kind == Kind.ATTACHED && innermostOpen(outer) == segment;
  }

  private void leave(boolean innermost) {
    Segment next = innermostOpen(outer);
    if (!innermost) {
      // Also where its thread, which is another one, has no further segment for long.
      holder.compareAndSet(this, next);
      return;
    }
    holder.lazySet(next);
    if (next != null) {
      next.continueFrom(this);
    } else if (virtual != null) {
      virtual.end();
    }
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
