// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of work on a virtual thread, whose use is estimated from the counters of its carriers.
 *
 * <p>While the thread stays on its carrier, the growth of the carrier's counters is its own use, as
 * exact as on a platform thread. That is the case of most requests that do not block. If the thread
 * may have left its carrier, the figures are the sum of what a {@link CarrierSampler} has assigned
 * to it.
 *
 * <p>Belongs to its thread. The sampler's thread calls {@link #moveTo}, {@link #add} and {@link
 * #takeFollowing}, and {@link #end} for a thread that has died.
 */
final class SampledPass implements VirtualPass {

  // Updaters instead of atomic objects: each request would allocate three.
  private static final AtomicLongFieldUpdater<SampledPass> SAMPLED_NANOS =
      AtomicLongFieldUpdater.newUpdater(SampledPass.class, "sampledNanos");
  private static final AtomicLongFieldUpdater<SampledPass> SAMPLED_BYTES =
      AtomicLongFieldUpdater.newUpdater(SampledPass.class, "sampledBytes");

  private static final AtomicIntegerFieldUpdater<SampledPass> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(SampledPass.class, "ended");

  /**
   * Elapsed time without CPU time in which a thread counts as not having left its carrier: 50 us
   * and a tenth of its CPU time. The machine's other work keeps a carrier from its processor about
   * as long; a thread that waits for something is off for longer.
   */
  private static final long IDLE_NANOS = 50_000;

  private static final int IDLE_PARTS = 10;

  private final CarrierSampler sampler;
  private final Thread thread = Thread.currentThread();

  @SuppressWarnings("UnusedVariable") // Read by its updater.
  private volatile long sampledNanos;

  @SuppressWarnings("UnusedVariable") // Read by its updater.
  private volatile long sampledBytes;

  // The state at the start or at the last take(), see note().

  /** Null where no carrier was found. */
  private @Nullable Carrier carrier;

  private long changes;
  private long nanoTime;
  private long cpuNanos;
  private long allocatedBytes;

  /** Whether a sample has found the thread on no carrier since the last {@link #take}. */
  private volatile boolean left;

  // How the last take() found its figures. Two flags instead of a number: they fit into the object
  // without making it larger.
  private boolean known;
  private boolean sampled;

  /** The next pass in the list of those that the sampler has not seen yet. */
  private @Nullable SampledPass following;

  @SuppressWarnings("UnusedVariable") // Written by its updater.
  private volatile int ended;

  /** Where the last sample found the thread; for the sampler's thread alone. */
  private @Nullable Carrier seenOn;

  private long changesSeen;

  /** Creates a pass of the calling thread, from now on. */
  SampledPass(CarrierSampler sampler) {
    this.sampler = sampler;
    note();
  }

  Thread thread() {
    return thread;
  }

  /** Returns whether a carrier was found at the start; without one nothing can be estimated. */
  boolean hasCarrier() {
    return carrier != null;
  }

  /** Notes the carrier and its counters, from which the next figures are measured. */
  private void note() {
    left = false;
    carrier = sampler.carrierOf(thread);
    nanoTime = sampler.nanoTime();
    if (carrier != null) {
      changes = carrier.occupy(thread.getId());
      allocatedBytes = carrier.allocatedBytes();
      cpuNanos = carrier.cpuNanos();
    }
  }

  @Override
  public ResourceUse take() {
    long nanos = SAMPLED_NANOS.getAndSet(this, 0);
    long bytes = SAMPLED_BYTES.getAndSet(this, 0);
    Carrier carrierBefore = carrier;
    long changesBefore = changes;
    long timeBefore = nanoTime;
    long cpuBefore = cpuNanos;
    long bytesBefore = allocatedBytes;
    boolean hasLeft = left;
    note();
    long used = ResourceUse.between(cpuBefore, cpuNanos);
    // Measured, if four signs say that no other thread was on the carrier: no sample found this one
    // off it, the carrier is the same, no other occupant was noted, and little time is unexplained.
    known = true;
    sampled = false;
    if (carrier != null
        && !hasLeft
        && carrier == carrierBefore
        && changes == changesBefore
        && used >= 0
        && nanoTime - timeBefore - used <= IDLE_NANOS + used / IDLE_PARTS) {
      sampler.charged(used, nanos);
      return new ResourceUse(spread(used), ResourceUse.between(bytesBefore, allocatedBytes));
    }
    if (!sampler.isSampling()) {
      known = false;
      return new ResourceUse(ResourceUse.UNKNOWN, ResourceUse.UNKNOWN);
    }
    sampled = true;
    // One sample assigns a whole interval, which may be longer than the time since the last call.
    long most = Math.min(nanos, nanoTime - timeBefore);
    sampler.charged(most, nanos);
    // Where the JVM counts no bytes, carriers have none to share.
    return new ResourceUse(spread(most), bytesBefore < 0 ? ResourceUse.UNKNOWN : bytes);
  }

  @Override
  public long precisionNanos() {
    return sampled ? sampler.stepNanos() : known ? 0 : NOT_ESTIMATED;
  }

  /** Returns CPU time with its share of what the carriers do for all passes together. */
  private long spread(long nanos) {
    return Math.round(nanos * sampler.spread());
  }

  @Override
  public void end() {
    // Once: the thread itself may end it, and the sampler if the thread died without doing so.
    if (ENDED.compareAndSet(this, 0, 1)) {
      sampler.ended();
    }
  }

  /** Returns whether the next sample may forget it. */
  boolean hasEnded() {
    return ended != 0;
  }

  /** Puts this pass at the head of a list of those that have begun. */
  void putBefore(AtomicReference<@Nullable SampledPass> newest) {
    do {
      following = newest.get();
    } while (!newest.compareAndSet(following, this));
  }

  /** Returns the next pass of the list and forgets it. */
  @Nullable SampledPass takeFollowing() {
    SampledPass taken = following;
    following = null;
    return taken;
  }

  /**
   * Notes where a sample found the thread; returns whether the sample before found it there too,
   * and no other was noted there since.
   */
  boolean moveTo(@Nullable Carrier place) {
    if (place == null) {
      left = true;
      seenOn = null;
      return false;
    }
    long changesNow = place.occupy(thread.getId());
    // One that came back in between must not get what others have used there meanwhile.
    boolean stayed = place == seenOn && changesNow == changesSeen;
    seenOn = place;
    changesSeen = changesNow;
    return stayed;
  }

  /** Adds the CPU time in ns and the bytes that a sample assigns to this pass. */
  void add(long nanos, long bytes) {
    SAMPLED_NANOS.addAndGet(this, nanos);
    SAMPLED_BYTES.addAndGet(this, bytes);
  }
}
