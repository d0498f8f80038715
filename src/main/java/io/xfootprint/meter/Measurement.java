// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The measurement of the resources of one request, over all its passes through threads.
 *
 * <p>Each pass is a {@link Segment}. It hands over what it used when it ends, and at a checkpoint
 * before, so that nothing has to wait for a last pass that may never come:
 *
 * <pre>{@code
 * Measurement measurement = new Measurement(ThreadMeter.ofJvm(), use -> add(use));
 * try (Segment pass = measurement.open()) {
 *   ... // work
 *   measurement.checkpoint(); // add(what was used so far)
 *   ... // work
 * } // add(what was used since)
 * }</pre>
 *
 * <p>Safe for use by many threads: an asynchronous request has segments on several threads at once.
 * A measurement takes two readings where a segment starts, two where it ends, and two for a
 * checkpoint, at 0.47 us for both.
 */
public final class Measurement {

  /** Receives what a request has used, part by part, each part once. */
  @FunctionalInterface
  public interface Listener {

    /** Called on the thread that used it. Must not throw. */
    void onUse(ResourceUse use);
  }

  // Updaters instead of atomic objects: each request would allocate three.
  private static final AtomicIntegerFieldUpdater<Measurement> PENDING =
      AtomicIntegerFieldUpdater.newUpdater(Measurement.class, "pending");

  @SuppressWarnings("rawtypes") // As classes have no type parameters.
  private static final AtomicReferenceFieldUpdater<Measurement, Queue> ATTACHED =
      AtomicReferenceFieldUpdater.newUpdater(Measurement.class, Queue.class, "attached");

  private static final AtomicLongFieldUpdater<Measurement> SAMPLE_NANOS =
      AtomicLongFieldUpdater.newUpdater(Measurement.class, "sampleNanos");

  private final ThreadMeter meter;
  private final Listener listener;

  /**
   * The longest sampling interval in ns of all passes on virtual threads; 0 if they were estimated
   * without samples; {@link VirtualPass#NOT_ESTIMATED} if nothing was estimated.
   */
  private volatile long sampleNanos;

  /** Number of segments that are open, on all threads, and of tasks that have not begun. */
  private volatile int pending;

  /** Whether one thread alone knows this, which is the only one to read and set it. */
  private boolean confined;

  /**
   * Attached segments, which their threads hold weakly. Null for most requests, as only libraries
   * that carry context attach.
   */
  private volatile @Nullable Queue<Segment> attached;

  /** Creates a measurement that reads this meter and hands over to this listener. */
  public Measurement(ThreadMeter meter, Listener listener) {
    this.meter = meter;
    this.listener = listener;
    SAMPLE_NANOS.lazySet(this, VirtualPass.NOT_ESTIMATED);
  }

  /** Returns the measurement to which the calling thread's work belongs; null if to none. */
  public static @Nullable Measurement current() {
    Segment current = SegmentStack.current();
    Measurement measurement = current == null ? null : current.measurement();
    if (measurement != null) {
      measurement.share();
    }
    return measurement;
  }

  /**
   * Returns the listener of the measurement to which the calling thread's work belongs; null if to
   * none. Other threads come to know neither by this.
   */
  public static @Nullable Listener currentListener() {
    Segment current = SegmentStack.current();
    Measurement measurement = current == null ? null : current.measurement();
    return measurement == null ? null : measurement.listener;
  }

  /** Returns who is told of what was used. */
  public Listener listener() {
    return listener;
  }

  /**
   * Notes that the calling thread alone knows this, until it calls {@link #share()}. What is
   * counted till then needs no atomic step: a request took nine of those.
   */
  public void confine() {
    confined = true;
  }

  /** Notes that other threads may come to know this, before they can. */
  public void share() {
    confined = false;
  }

  /** Returns whether only one thread, the calling one, knows this. */
  public boolean isConfined() {
    return confined;
  }

  /** Starts a stretch of this request's work on the current thread. */
  public Segment open() {
    // Any thread may close it.
    share();
    return Segment.open(this);
  }

  /**
   * Starts a stretch as {@link #open} does, for a caller that is sure to close it: what is opened
   * inside and not closed ends with it.
   */
  public Segment openPass() {
    // An application may run a part of a page, as an include, on a second thread and wait for it.
    if (confined && pending > 0 && !isOpenHere()) {
      share();
    }
    return Segment.openPass(this);
  }

  /**
   * Charges the calling thread's work to this request until the thread is attached to another one
   * or detached. Inside a segment that will be closed, the attachment ends with that segment at the
   * latest.
   */
  public void attach() {
    if (current() != this) {
      detach();
      Segment segment = Segment.attach(this);
      // Inside a pass of the same request it is nested: it measures nothing and need not be kept.
      if (!segment.isNested() && segment.isWeak()) {
        keep(segment);
      }
    }
  }

  /** Ends what was attached on the calling thread; does nothing where nothing is. */
  public static void detach() {
    Segment current = SegmentStack.current();
    if (current != null && current.isAttached()) {
      current.close();
    }
  }

  /**
   * Announces work of this request that will be done later, maybe on another thread. Until it has
   * begun and ended, or is dropped, {@link #isPendingElsewhere} is true and the answer says {@code
   * partial}.
   */
  public PendingWork due() {
    share();
    return new PendingWork(this);
  }

  /** Returns whether the calling thread has a segment of this measurement open. */
  public boolean isOpenHere() {
    return SegmentStack.openHere(this) > 0;
  }

  /** Returns whether work is under way on other threads than the calling one, or has not begun. */
  public boolean isPendingElsewhere() {
    // First what is so for most requests at their end.
    return pending > 0 && pending > SegmentStack.openHere(this);
  }

  /** Hands over what the calling thread has used so far in the segment that it has open, if any. */
  public void checkpoint() {
    Segment current = pending == 0 ? null : SegmentStack.current();
    if (current != null && current.measurement() == this) {
      current.checkpoint();
    }
  }

  /**
   * Hands over what a segment has used.
   *
   * @param precisionNanos CPU time in ns of one sample, if the thread is virtual and its use was
   *     sampled; 0 if its use could be told apart from that of others; else {@link
   *     VirtualPass#NOT_ESTIMATED}
   */
  void add(ResourceUse use, long precisionNanos) {
    if (precisionNanos > sampleNanos) {
      SAMPLE_NANOS.accumulateAndGet(this, precisionNanos, Math::max);
    }
    listener.onUse(use);
  }

  /** Returns whether any of it is estimated, as on virtual threads. */
  public boolean isEstimated() {
    return sampleNanos >= 0;
  }

  /**
   * Returns the CPU time in ns of one sample, where any of the use was sampled: a figure of less
   * than a few samples says little. Else 0.
   */
  public long sampleNanos() {
    return Math.max(0, sampleNanos);
  }

  /**
   * Keeps a segment alive as long as this measurement is. Its thread holds it weakly, and the
   * library that attached it holds nothing.
   */
  private void keep(Segment segment) {
    if (attached == null) {
      ATTACHED.compareAndSet(this, null, new ConcurrentLinkedQueue<Segment>());
    }
    Queue<Segment> kept = attached;
    if (kept != null) {
      kept.add(segment);
    }
  }

  /** Lets go of an attached segment that has ended. */
  void forget(Segment segment) {
    Queue<Segment> kept = attached;
    if (kept != null) {
      kept.remove(segment);
    }
  }

  /** Counts a segment that opens, or work that is announced. */
  void began() {
    if (confined) {
      PENDING.lazySet(this, pending + 1);
    } else {
      PENDING.incrementAndGet(this);
    }
  }

  /** Counts a segment that closes, or announced work that has begun or will not be done. */
  void ended() {
    if (confined) {
      PENDING.lazySet(this, pending - 1);
    } else {
      PENDING.decrementAndGet(this);
    }
  }

  ThreadMeter meter() {
    return meter;
  }
}
