// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.lang.ref.WeakReference;
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
 * that is closed too early or elsewhere charges no time twice and leaves nothing on its thread. One
 * that is never closed ends with the pass of a request inside which it was opened; where there is
 * none, when nobody knows it any more.
 */
public final class Segment implements AutoCloseable {

  /**
   * Holds the {@link #entry} of the innermost segment that is open on a thread. The holder is made
   * once for each thread and stays: to remove it would make an entry anew for each request. As it
   * is of the JDK, and between requests empty or weak, it keeps no class of ours alive on threads
   * that outlive the application.
   */
  private static final ThreadLocal<@Nullable AtomicReference<@Nullable Object>> CURRENT =
      new ThreadLocal<>();

  // An updater instead of an atomic object: there is at least one segment for each request.
  private static final AtomicIntegerFieldUpdater<Segment> CLOSED =
      AtomicIntegerFieldUpdater.newUpdater(Segment.class, "closed");

  private static final int YES = 1;

  /** For work that belongs to no request: opened nowhere, closed without effect. */
  private static final Segment NONE = new Segment(null, new AtomicReference<>(), null, Kind.OPENED);

  private enum Kind {
    /** Sure to be closed, and then all that was opened inside it ends. */
    PASS,
    /** To be closed by the application, which may forget it. */
    OPENED,
    /** Goes on until another one takes its place, or the segment around it ends. */
    ATTACHED
  }

  /** Null for work that belongs to no request. */
  private final @Nullable Measurement measurement;

  /** That of the thread which opened this one. */
  private final AtomicReference<@Nullable Object> holder;

  private final @Nullable Segment outer;
  private final Kind kind;

  /** What the holder has while this is the innermost one: this itself, or a weak reference. */
  private final Object entry;

  private volatile int closed;
  private long cpuNanosAtStart;
  private long allocatedBytesAtStart;

  /** In place of the readings where there are none because the thread is virtual. */
  private @Nullable VirtualPass virtual;

  private Segment(
      @Nullable Measurement measurement,
      AtomicReference<@Nullable Object> holder,
      @Nullable Segment outer,
      Kind kind) {
    this.measurement = measurement;
    this.holder = holder;
    this.outer = outer;
    this.kind = kind;
    boolean willEnd = kind == Kind.PASS || (outer != null && outer.entry == outer);
    entry = willEnd ? this : new WeakReference<>(this);
  }

  /** Returns a segment that measures nothing. */
  public static Segment none() {
    return NONE;
  }

  static Segment open(Measurement measurement) {
    return open(measurement, Kind.OPENED);
  }

  /** Opens a segment that is sure to be closed, and ends then what was opened inside it. */
  static Segment openPass(Measurement measurement) {
    return open(measurement, Kind.PASS);
  }

  private static Segment open(Measurement measurement, Kind kind) {
    AtomicReference<@Nullable Object> holder = holder();
    Segment outer = innermostOpen(segment(holder.get()));
    Segment segment = new Segment(measurement, holder, outer, kind);
    if (outer == null) {
      segment.start(measurement.meter());
    } else if (segment.isNested()) {
      return segment;
    } else {
      outer.checkpoint();
      segment.continueFrom(outer);
    }
    measurement.began();
    holder.lazySet(segment.entry);
    return segment;
  }

  /**
   * Opens a segment that goes on until it is detached; in place of one that is attached already.
   */
  static void attach(Measurement measurement) {
    if (currentMeasurement() != measurement) {
      detach();
      Segment attached = open(measurement, Kind.ATTACHED);
      // Where the pass below belongs to the same request it is nested, and thrown away.
      if (!attached.isNested() && attached.entry != attached) {
        measurement.keep(attached);
      }
    }
  }

  /** Closes the innermost segment of the calling thread, if it is one that is attached. */
  static void detach() {
    Segment current = current();
    if (current != null && current.kind == Kind.ATTACHED) {
      current.close();
    }
  }

  private static AtomicReference<@Nullable Object> holder() {
    AtomicReference<@Nullable Object> holder = CURRENT.get();
    if (holder == null) {
      holder = new AtomicReference<>();
      CURRENT.set(holder);
    }
    return holder;
  }

  private static @Nullable Segment current() {
    AtomicReference<@Nullable Object> holder = CURRENT.get();
    return holder == null ? null : innermostOpen(segment(holder.get()));
  }

  private static @Nullable Segment segment(@Nullable Object entry) {
    return (Segment) (entry instanceof WeakReference<?> weak ? weak.get() : entry);
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
    return outer != null && outer.measurement == measurement;
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
    if (measurement == null || closed == YES) {
      return;
    }
    Segment innermost = endForgotten(current());
    if (isNested()) {
      return;
    }
    if (innermost == this) {
      checkpoint();
    }
    // Else what it used until an inner one began is handed over already.
    if (CLOSED.compareAndSet(this, 0, YES)) {
      leave(innermost == this);
      if (kind == Kind.ATTACHED) {
        measurement.forget(this);
      }
      measurement.ended();
    }
  }

  /**
   * Ends what was opened inside this one on the calling thread and will not be closed in time.
   *
   * @return the innermost one that is left
   */
  private @Nullable Segment endForgotten(@Nullable Segment innermost) {
    Segment around = isNested() ? outer : this;
    Segment inner = innermost;
    while (inner != null && inner != around && isForgotten(inner, around)) {
      inner.close();
      inner = current();
    }
    return inner;
  }

  private boolean isForgotten(Segment inner, @Nullable Segment around) {
    Segment next = innermostOpen(inner.outer);
    if (kind != Kind.PASS) {
      return inner.kind == Kind.ATTACHED && next == this;
    }
    while (next != null && next != around) {
      next = innermostOpen(next.outer);
    }
    return next != null;
  }

  private void leave(boolean innermost) {
    Segment next = innermostOpen(outer);
    if (!innermost) {
      // Also where its thread, which is another one, has no further segment for long.
      holder.compareAndSet(entry, next == null ? null : next.entry);
      return;
    }
    holder.lazySet(next == null ? null : next.entry);
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
      measurement.addEstimate(virtual.take(), virtual.precisionNanos());
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
