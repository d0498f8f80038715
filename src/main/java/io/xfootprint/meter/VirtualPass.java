// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of work on a virtual thread, of which the JVM tells neither CPU time nor bytes.
 *
 * <p>As long as the thread stays on its carrier the carrier's counters are its own. Where it may
 * have left, the figures are what a {@link CarrierSampler} has seen.
 *
 * <p>Belongs to its thread; {@link #moveTo} and {@link #add} are for the sampler's.
 */
final class VirtualPass {

  // Updaters instead of atomic objects: there is one pass for each request.
  private static final AtomicLongFieldUpdater<VirtualPass> SAMPLED_NANOS =
      AtomicLongFieldUpdater.newUpdater(VirtualPass.class, "sampledNanos");
  private static final AtomicLongFieldUpdater<VirtualPass> SAMPLED_BYTES =
      AtomicLongFieldUpdater.newUpdater(VirtualPass.class, "sampledBytes");

  private static final AtomicIntegerFieldUpdater<VirtualPass> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(VirtualPass.class, "ended");

  /**
   * Time that a thread may spend off the processor and still be taken for one that has not left:
   * this much, and a tenth of its CPU time, for what else the machine does.
   */
  private static final long IDLE_NANOS = 50_000;

  private static final int IDLE_PARTS = 10;

  private final CarrierSampler sampler;
  private final Thread thread = Thread.currentThread();

  @SuppressWarnings("UnusedVariable") // Read by its updater.
  private volatile long sampledNanos;

  @SuppressWarnings("UnusedVariable") // Read by its updater.
  private volatile long sampledBytes;

  private @Nullable Carrier carrier;
  private long changes;
  private long nanoTime;
  private long cpuNanos;
  private long allocatedBytes;

  /** Whether a look has met the thread on no carrier since the last handover. */
  private volatile boolean left;

  /** Behind this one in the list of those that the sampler has not seen yet. */
  private @Nullable VirtualPass following;

  @SuppressWarnings("UnusedVariable") // Written by its updater.
  private volatile int ended;

  /** For the sampler: where it was at the last step. */
  private @Nullable Carrier seenOn;

  VirtualPass(CarrierSampler sampler) {
    this.sampler = sampler;
    note();
  }

  Thread thread() {
    return thread;
  }

  boolean hasCarrier() {
    return carrier != null;
  }

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

  /** Hands what was used since the last time, or since the start, to a measurement. */
  void handTo(Measurement measurement) {
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
    if (carrier != null
        && !hasLeft
        && carrier == carrierBefore
        && changes == changesBefore
        && used >= 0
        && nanoTime - timeBefore - used <= IDLE_NANOS + used / IDLE_PARTS) {
      long allocated = ResourceUse.between(bytesBefore, allocatedBytes);
      sampler.told(used, nanos);
      measurement.addEstimate(new ResourceUse(spread(used), allocated), 0);
    } else if (!sampler.isLookedAt()) {
      measurement.add(new ResourceUse(ResourceUse.UNKNOWN, ResourceUse.UNKNOWN));
    } else {
      // A step may be longer than all that the thread has had since.
      long most = Math.min(nanos, nanoTime - timeBefore);
      sampler.told(most, nanos);
      // Carriers tell no bytes where the JVM does not.
      long allocated = bytesBefore < 0 ? ResourceUse.UNKNOWN : bytes;
      measurement.addEstimate(new ResourceUse(spread(most), allocated), sampler.stepNanos());
    }
  }

  /** Adds what the carriers do for all passes together. */
  private long spread(long nanos) {
    return Math.round(nanos * sampler.spread());
  }

  /** Tells the sampler that the work is over. */
  void end() {
    if (ENDED.compareAndSet(this, 0, 1)) {
      sampler.ended();
    }
  }

  boolean hasEnded() {
    return ended != 0;
  }

  /** Puts this pass before those that have begun earlier. */
  void putBefore(AtomicReference<@Nullable VirtualPass> newest) {
    do {
      following = newest.get();
    } while (!newest.compareAndSet(following, this));
  }

  /** Returns the pass behind this one, and keeps it no longer. */
  @Nullable VirtualPass takeFollowing() {
    VirtualPass taken = following;
    following = null;
    return taken;
  }

  /** Takes the place where the sampler sees it; returns whether it was there a step ago too. */
  boolean moveTo(@Nullable Carrier place) {
    boolean stayed = place != null && place == seenOn;
    seenOn = place;
    if (place == null) {
      left = true;
    } else {
      place.occupy(thread.getId());
    }
    return stayed;
  }

  /** Adds what the sampler thinks that it has used in a step. */
  void add(long nanos, long bytes) {
    SAMPLED_NANOS.addAndGet(this, nanos);
    SAMPLED_BYTES.addAndGet(this, bytes);
  }
}
