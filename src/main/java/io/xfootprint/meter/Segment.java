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
 * closed, so that no time is charged twice:
 *
 * <pre>
 * segment of A  |======|      |====|     A is charged the two stretches outside of B
 * segment of B         |======|          B is charged its own
 * </pre>
 *
 * <p>Close it on the thread that opened it, inner ones first; closing it twice is harmless. One
 * that is closed too early or elsewhere charges no time twice and leaves nothing on its thread. One
 * that is never closed ends with the pass of a request inside which it was opened; if there is
 * none, when it is garbage.
 *
 * <p>Belongs to the thread that opened it, apart from {@link #close}, which any thread may call.
 */
public final class Segment implements AutoCloseable {

  // An updater instead of an atomic object: each request would allocate at least one.
  private static final AtomicIntegerFieldUpdater<Segment> CLOSED =
      AtomicIntegerFieldUpdater.newUpdater(Segment.class, "closed");

  private static final int YES = 1;

  /** The segment of work that belongs to no request: on no thread, and closed without effect. */
  private static final Segment NONE = new Segment(null, new AtomicReference<>(), null, Kind.OPENED);

  /** How a segment ends, which decides what it may end with it. */
  private enum Kind {
    /** Sure to be closed; everything that was opened inside it ends then. */
    PASS,
    /** To be closed by the application, which may forget it. */
    OPENED,
    /** Lasts until another one takes its place, or the segment around it ends. */
    ATTACHED
  }

  /** Null for work that belongs to no request. */
  private final @Nullable Measurement measurement;

  /** The holder of the thread that opened this one, see {@link SegmentStack}. */
  private final AtomicReference<@Nullable Object> holder;

  /** The segment around this one on its thread, open or not; null if there was none. */
  private final @Nullable Segment outer;

  private final Kind kind;

  /**
   * Kept by the holder while this is the innermost one. It is this itself if the segment is sure to
   * end. Else it is a weak reference, because a segment that the application forgets would keep the
   * classes of a stopped application on a thread of the container.
   */
  private final Object entry;

  private volatile int closed;

  // Readings at the start or at the last checkpoint. Only the segment's thread touches them.
  private long cpuNanosAtStart;
  private long allocatedBytesAtStart;

  /** Estimates the use where there are no readings, on virtual threads; null elsewhere. */
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

  /** Opens a segment that the application should close. */
  static Segment open(Measurement measurement) {
    return open(measurement, Kind.OPENED);
  }

  /** Opens a segment that is sure to be closed, and then ends what was opened inside it. */
  static Segment openPass(Measurement measurement) {
    return open(measurement, Kind.PASS);
  }

  /** Opens a segment that goes on until it is detached. */
  static Segment attach(Measurement measurement) {
    return open(measurement, Kind.ATTACHED);
  }

  private static Segment open(Measurement measurement, Kind kind) {
    AtomicReference<@Nullable Object> holder = SegmentStack.ofThread();
    Segment outer = SegmentStack.innermostOpen(holder.get());
    Segment segment = new Segment(measurement, holder, outer, kind);
    if (outer == null) {
      segment.start(measurement.meter());
    } else if (segment.isNested()) {
      // Not in the holder: the segment around it goes on measuring.
      return segment;
    } else {
      // The outer one gets what was used so far. Its readings are the start of this one.
      outer.checkpoint();
      segment.continueFrom(outer);
    }
    measurement.began();
    // Lazy is enough: only a segment that is closed elsewhere is read by another thread.
    holder.lazySet(segment.entry);
    return segment;
  }

  @Nullable Measurement measurement() {
    return measurement;
  }

  /** Returns the innermost segment around this one that is still open; null if there is none. */
  @Nullable Segment outerOpen() {
    return SegmentStack.innermostOpen(outer);
  }

  /** Returns the segment that this one was opened in, whether it is still open or not. */
  @Nullable Segment outer() {
    return outer;
  }

  boolean isClosed() {
    return closed == YES;
  }

  boolean isAttached() {
    return kind == Kind.ATTACHED;
  }

  /** Returns whether its thread knows it weakly, so that it ends when nobody else knows it. */
  boolean isWeak() {
    return entry != this;
  }

  /**
   * Returns whether a segment of the same measurement was open already when this one was opened.
   */
  public boolean isNested() {
    return outer != null && outer.measurement == measurement;
  }

  /** Ends the stretch and hands over what it used. */
  @Override
  public void close() {
    if (measurement == null || closed == YES) {
      return;
    }
    Segment innermost =
        endForgotten(
            measurement.isConfined()
                ? SegmentStack.innermostOpen(holder.get())
                : SegmentStack.current());
    if (isNested()) {
      return;
    }
    try {
      if (innermost == this) {
        checkpoint();
      }
      // Otherwise what it used until an inner one began has been handed over already.
    } finally {
      if (setClosed(measurement.isConfined())) {
        leave(innermost == this);
        if (isAttached()) {
          measurement.forget(this);
        }
        measurement.ended();
      }
    }
  }

  /** Returns whether the caller is the one that closes this. */
  private boolean setClosed(boolean confined) {
    if (confined) {
      CLOSED.lazySet(this, YES);
      return true;
    }
    return CLOSED.compareAndSet(this, 0, YES);
  }

  /**
   * Ends each segment that was opened inside this one on the calling thread and will not be closed
   * in time.
   *
   * @return the innermost one that is left
   */
  private @Nullable Segment endForgotten(@Nullable Segment innermost) {
    Segment around = isNested() ? outer : this;
    Segment inner = innermost;
    while (inner != null && inner != around && isForgotten(inner, around)) {
      inner.close();
      inner = SegmentStack.current();
    }
    return inner;
  }

  /**
   * Returns whether an inner segment will not be closed before this one. A pass ends everything
   * between itself and the innermost segment; any other one ends only what is attached directly
   * inside it.
   */
  private boolean isForgotten(Segment inner, @Nullable Segment around) {
    Segment next = inner.outerOpen();
    if (kind != Kind.PASS) {
      return inner.isAttached() && next == this;
    }
    while (next != null && next != around) {
      next = next.outerOpen();
    }
    return next != null;
  }

  /** Makes the segment around this one the innermost of its thread, and lets it go on. */
  private void leave(boolean innermost) {
    Segment next = outerOpen();
    if (!innermost) {
      // Its thread, which is another one, may not open a further segment for long.
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

  /** Takes the readings at which the first segment of a thread starts. */
  private void start(ThreadMeter meter) {
    // CPU time last here and first in checkpoint(): its reading takes 0.45 us, and stays outside.
    allocatedBytesAtStart = meter.allocatedBytes();
    cpuNanosAtStart = meter.cpuNanos();
    if (cpuNanosAtStart < 0) {
      virtual = meter.beginVirtual();
    }
  }

  /** Starts at the readings that another segment of this thread has just taken. */
  private void continueFrom(Segment other) {
    cpuNanosAtStart = other.cpuNanosAtStart;
    allocatedBytesAtStart = other.allocatedBytesAtStart;
    virtual = other.virtual;
  }

  /** Hands over what was used since the start, or since the last time, and stays open. */
  void checkpoint() {
    if (measurement == null) {
      return;
    }
    if (virtual != null) {
      measurement.add(virtual.take(), virtual.precisionNanos());
      return;
    }
    ThreadMeter meter = measurement.meter();
    long cpuNanos = meter.cpuNanos();
    long allocatedBytes = meter.allocatedBytes();
    measurement.add(
        new ResourceUse(
            ResourceUse.between(cpuNanosAtStart, cpuNanos),
            ResourceUse.between(allocatedBytesAtStart, allocatedBytes)),
        VirtualPass.NOT_ESTIMATED);
    cpuNanosAtStart = cpuNanos;
    allocatedBytesAtStart = allocatedBytes;
  }
}
