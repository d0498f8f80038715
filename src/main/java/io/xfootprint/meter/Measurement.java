// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

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

  /** Gets to know that there is something to claim. */
  @FunctionalInterface
  public interface Listener {

    /** A segment has ended on the calling thread. */
    void segmentEnded();
  }

  // Updaters instead of atomic objects: there is one measurement for each request.
  private static final AtomicReferenceFieldUpdater<Measurement, ResourceUse> UNCLAIMED =
      AtomicReferenceFieldUpdater.newUpdater(Measurement.class, ResourceUse.class, "unclaimed");
  private static final AtomicIntegerFieldUpdater<Measurement> PENDING =
      AtomicIntegerFieldUpdater.newUpdater(Measurement.class, "pending");

  @SuppressWarnings("rawtypes") // As classes have no type parameters.
  private static final AtomicReferenceFieldUpdater<Measurement, Queue> ATTACHED =
      AtomicReferenceFieldUpdater.newUpdater(Measurement.class, Queue.class, "attached");

  private static final AtomicLongFieldUpdater<Measurement> SAMPLE_NANOS =
      AtomicLongFieldUpdater.newUpdater(Measurement.class, "sampleNanos");

  private static final long MEASURED = -1;

  private final ThreadMeter meter;
  private final Listener listener;
  private volatile ResourceUse unclaimed = ResourceUse.NONE;

  /** 0 if estimated without samples; {@link #MEASURED} if not estimated. */
  private volatile long sampleNanos = MEASURED;

  /** Number of segments that are open and of tasks that are due. */
  private volatile int pending;

  /** Segments that are attached to threads, and of which nobody else knows. */
  private volatile @Nullable Queue<Segment> attached;

  /** Creates a measurement that reads this meter; whoever wants its figures claims them. */
  public Measurement(ThreadMeter meter) {
    this(meter, () -> {});
  }

  /** Creates a measurement that reads this meter and tells this listener. */
  public Measurement(ThreadMeter meter, Listener listener) {
    this.meter = meter;
    this.listener = listener;
  }

  /** Returns the measurement to which the calling thread's work belongs; null if to none. */
  public static @Nullable Measurement current() {
    return Segment.currentMeasurement();
  }

  /** Starts a stretch of this request's work on the current thread. */
  public Segment open() {
    return Segment.open(this);
  }

  /**
   * Starts a stretch as {@link #open} does, for one who is sure to close it: what is opened inside
   * and not closed ends with it.
   */
  public Segment openPass() {
    return Segment.openPass(this);
  }

  /**
   * Has the calling thread work for this request until it is attached to another one or detached.
   * Inside a segment that is to be closed it ends with that one at the latest.
   */
  public void attach() {
    Segment.attach(this);
  }

  /** Ends what was attached on the calling thread; does nothing where nothing is. */
  public static void detach() {
    Segment.detach();
  }

  /**
   * Returns the work of this request that is to be done later, maybe on another thread. Until it is
   * done the measurement knows that more will come.
   */
  public PendingWork due() {
    return new PendingWork(this);
  }

  /** Tells whether the calling thread has a segment of this measurement open. */
  public boolean isOpenHere() {
    return Segment.openHere(this) > 0;
  }

  /** Tells whether work is under way on other threads than the calling one, or due. */
  public boolean isPendingElsewhere() {
    return pending > Segment.openHere(this);
  }

  /**
   * Returns what was used since the last claim: by ended segments, and by the one that the calling
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

  /**
   * Adds what a virtual thread is thought to have used.
   *
   * @param precisionNanos CPU time in ns that one sample stands for; 0 if the thread's own use
   *     could be told from others'
   */
  void addEstimate(ResourceUse use, long precisionNanos) {
    SAMPLE_NANOS.accumulateAndGet(this, precisionNanos, Math::max);
    add(use);
  }

  /** Tells whether any of it is estimated, as on virtual threads. */
  public boolean isEstimated() {
    return sampleNanos >= 0;
  }

  /**
   * Returns the CPU time in ns that one sample stands for, where any of it rests on samples: a
   * figure of less than a few of them says little. Else 0.
   */
  public long sampleNanos() {
    return Math.max(0, sampleNanos);
  }

  /** Lets a segment last as long as this does, of which its thread knows but weakly. */
  void keep(Segment segment) {
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
    listener.segmentEnded();
  }

  void noLongerDue() {
    PENDING.decrementAndGet(this);
  }

  ThreadMeter meter() {
    return meter;
  }
}
