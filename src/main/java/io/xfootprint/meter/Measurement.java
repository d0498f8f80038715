// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The measurement of one request, over all its passes through threads.
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
 * <p>Safe for use by many threads. A measurement takes two readings where a segment starts, two
 * where it ends, and two for a checkpoint.
 */
public final class Measurement {

  /** Gets what a request has used, each part once. */
  @FunctionalInterface
  public interface Listener {

    /** Called on the thread that used it. Must not throw. */
    void onUse(ResourceUse use);
  }

  // Updaters instead of atomic objects: there is one measurement for each request.
  private static final AtomicIntegerFieldUpdater<Measurement> PENDING =
      AtomicIntegerFieldUpdater.newUpdater(Measurement.class, "pending");

  @SuppressWarnings("rawtypes") // As classes have no type parameters.
  private static final AtomicReferenceFieldUpdater<Measurement, Queue> ATTACHED =
      AtomicReferenceFieldUpdater.newUpdater(Measurement.class, Queue.class, "attached");

  private static final AtomicLongFieldUpdater<Measurement> SAMPLE_NANOS =
      AtomicLongFieldUpdater.newUpdater(Measurement.class, "sampleNanos");

  private final ThreadMeter meter;
  private final Listener listener;

  /** 0 if estimated without samples; {@link VirtualPass#NOT_ESTIMATED} if not estimated. */
  private volatile long sampleNanos = VirtualPass.NOT_ESTIMATED;

  /** Number of segments that are open and of tasks that are due. */
  private volatile int pending;

  /** Segments that are attached to threads, and that nobody else keeps. */
  private volatile @Nullable Queue<Segment> attached;

  /** Creates a measurement that reads this meter and hands over to this listener. */
  public Measurement(ThreadMeter meter, Listener listener) {
    this.meter = meter;
    this.listener = listener;
  }

  /** Returns the measurement to which the calling thread's work belongs; null if to none. */
  public static @Nullable Measurement current() {
    Segment current = SegmentStack.current();
    return current == null ? null : current.measurement();
  }

  /** Starts a stretch of this request's work on the current thread. */
  public Segment open() {
    return Segment.open(this);
  }

  /**
   * Starts a stretch as {@link #open} does, for a caller that is sure to close it: what is opened
   * inside and not closed ends with it.
   */
  public Segment openPass() {
    return Segment.openPass(this);
  }

  /**
   * Has the calling thread work for this request until it is attached to another one or detached.
   * Inside a segment that will be closed, the attachment ends with that one at the latest.
   */
  public void attach() {
    if (current() != this) {
      detach();
      Segment segment = Segment.attach(this);
      // Where the pass below belongs to the same request it is nested, and thrown away.
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
   * Returns work of this request that will be done later, maybe on another thread. Until it is done
   * the measurement knows that more will come.
   */
  public PendingWork due() {
    return new PendingWork(this);
  }

  /** Returns whether the calling thread has a segment of this measurement open. */
  public boolean isOpenHere() {
    return SegmentStack.openHere(this) > 0;
  }

  /** Returns whether work is under way on other threads than the calling one, or due. */
  public boolean isPendingElsewhere() {
    return pending > SegmentStack.openHere(this);
  }

  /** Hands over what the calling thread has used so far in the segment that it has open, if any. */
  public void checkpoint() {
    Segment current = SegmentStack.current();
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

  /** Keeps a segment alive as long as this is, as its thread knows it but weakly. */
  private void keep(Segment segment) {
    if (attached == null) {
      ATTACHED.compareAndSet(this, null, new ConcurrentLinkedQueue<Segment>());
    }
    Queue<Segment> kept = attached;
    if (kept != null) {
      kept.add(segment);
    }
  }

  void forget(Segment segment) {
    Queue<Segment> kept = attached;
    if (kept != null) {
      kept.remove(segment);
    }
  }

  void began() {
    PENDING.incrementAndGet(this);
  }

  void ended() {
    PENDING.decrementAndGet(this);
  }

  ThreadMeter meter() {
    return meter;
  }
}
