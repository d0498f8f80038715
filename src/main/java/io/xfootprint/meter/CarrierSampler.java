// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shares the carriers' CPU time and bytes among the passes on virtual threads, by looking now and
 * then which of them are on a carrier.
 *
 * <p>A pass that stays on its carrier from one look to the next has used what the carrier has. One
 * that is seen once stands for a whole step, for those that a look does not meet; together they get
 * at most what the carriers have used beyond. So many short bursts of one route weigh as much as
 * one long run of another, and a pass that is blocked gets nothing, however long it takes. What the
 * carriers do for all of them, to switch from one to another and to read requests before a pass
 * begins, is spread over what passes are told, up to a tenth of it.
 *
 * <p>{@link #begin()}, {@link #told} and {@link #ended} are safe for use by many threads, without a
 * lock; {@link #restart}, {@link #look} and {@link #collect} are for one.
 */
final class CarrierSampler {

  /** Over which time the carriers' rates are averaged. */
  private static final double MEMORY_NANOS = 2e9;

  /** 3 % on Jetty and Tomcat, and 2 % for the thread that wakes them; more is other work. */
  private static final double MOST_SPREAD = 1.1;

  /** A look that comes later than this knows nothing of the time before. */
  private static final int LATE_STEPS = 4;

  private final Carriers carriers;
  private final LongSupplier clock;

  /** Those that have begun since the last look, newest first. */
  private final AtomicReference<@Nullable VirtualPass> begun = new AtomicReference<>();

  private final AtomicInteger open = new AtomicInteger();

  /** What passes have been told since the last look, less what was seen of them. */
  private final AtomicLong toldBeyondSeen = new AtomicLong();

  private volatile long stepNanos;
  private volatile double spread = 1;
  private volatile boolean looking;

  // The rest belongs to the thread that looks: readings, and sums that fade. Another monitor may
  // look at the same carriers.
  private final List<VirtualPass> passes = new ArrayList<>();
  private final Map<Carrier, CarrierStep> steps = new HashMap<>();
  private long lastLook;
  private double usedNanos;
  private double usedBytes;
  private double stayedNanos;
  private double stayedBytes;
  private double seenOnceNanos;
  private double toldNanos;

  /**
   * Creates a sampler.
   *
   * @param clock a time in ns that never goes back
   * @param stepNanos how long the steps will be, as long as no look has told
   */
  CarrierSampler(Carriers carriers, LongSupplier clock, long stepNanos) {
    this.carriers = carriers;
    this.clock = clock;
    this.stepNanos = stepNanos;
    looking = true;
    lastLook = clock.getAsLong();
  }

  /** Starts a pass on the calling thread, a virtual one; null if its carrier cannot be told. */
  @Nullable VirtualPass begin() {
    VirtualPass pass = new VirtualPass(this);
    if (!pass.hasCarrier()) {
      return null;
    }
    open.incrementAndGet();
    if (looking) {
      pass.putBefore(begun);
    }
    return pass;
  }

  /** Notes that a pass has ended; the next look forgets it. */
  void ended() {
    open.decrementAndGet();
  }

  /** Tells whether there is no pass to look for. */
  boolean isEmpty() {
    return open.get() == 0;
  }

  @Nullable Carrier carrierOf(Thread virtualThread) {
    return carriers.of(virtualThread);
  }

  long nanoTime() {
    return clock.getAsLong();
  }

  /** Returns the time between two looks in ns: what a pass that is seen once stands for. */
  long stepNanos() {
    return stepNanos;
  }

  /**
   * Notes that a pass is told another time than was seen of it: where its carrier's counters say
   * more exactly what it used, and where less time has passed. Without it the sum of the passes
   * fell 2 to 4 % short of the carriers.
   */
  void told(long nanos, long seenNanos) {
    if (nanos != seenNanos) {
      toldBeyondSeen.addAndGet(nanos - seenNanos);
    }
  }

  /** Returns the carriers' CPU time divided by what passes are told of it, from 1 to 1.1. */
  double spread() {
    return spread;
  }

  /** Forgets what was used while nobody looked, and says how long the steps will be. */
  void restart(long nextStepNanos) {
    stepNanos = nextStepNanos;
    lastLook = clock.getAsLong();
    steps.clear();
    carriers.known().forEach(this::stepOf);
  }

  /** Tells that nobody will ever look again, so that what only a look could tell is unknown. */
  void stop() {
    looking = false;
  }

  /** Tells whether somebody looks. */
  boolean isLookedAt() {
    return looking;
  }

  private CarrierStep stepOf(Carrier carrier) {
    return steps.computeIfAbsent(carrier, CarrierStep::new);
  }

  /** Looks for threads that have begun meanwhile; 100 us. */
  void refresh() {
    carriers.refresh();
  }

  /**
   * Looks once.
   *
   * @param nextStepNanos how long the following steps will be
   * @return whether any pass was on a carrier
   */
  boolean look(long nextStepNanos) {
    stepNanos = nextStepNanos;
    long now = clock.getAsLong();
    long step = now - lastLook;
    lastLook = now;
    long most = Math.min(step, LATE_STEPS * stepNanos);
    advance(step, step > 0 ? (double) most / step : 0);
    double shareOfSeenOnce = share(usedNanos - stayedNanos, seenOnceNanos);
    double bytesPerNano = ratio(usedBytes - stayedBytes, usedNanos - stayedNanos);
    boolean any = false;
    collect();
    for (VirtualPass pass : passes) {
      Carrier carrier = carriers.of(pass.thread());
      boolean stayed = pass.moveTo(carrier);
      if (carrier == null) {
        endIfNobodyWill(pass);
        continue;
      }
      any = true;
      if (stayed) {
        CarrierStep used = stepOf(carrier);
        long nanos = Math.min(most, used.cpuNanos());
        stayedNanos += nanos;
        stayedBytes += used.allocatedBytes();
        toldNanos += nanos;
        pass.add(nanos, used.allocatedBytes());
      } else {
        seenOnceNanos += most;
        long nanos = Math.round(most * shareOfSeenOnce);
        toldNanos += nanos;
        pass.add(nanos, Math.round(nanos * bytesPerNano));
      }
    }
    toldNanos += toldBeyondSeen.getAndSet(0);
    spread = toldNanos > 0 ? Math.max(1, Math.min(MOST_SPREAD, usedNanos / toldNanos)) : 1;
    return any;
  }

  /** Takes over the passes that have begun, and forgets those that have ended. */
  void collect() {
    VirtualPass pass = begun.getAndSet(null);
    while (pass != null) {
      passes.add(pass);
      pass = pass.takeFollowing();
    }
    passes.removeIf(VirtualPass::hasEnded);
  }

  /** A segment that is closed on another thread, or never, leaves its pass behind. */
  private void endIfNobodyWill(VirtualPass pass) {
    if (!pass.thread().isAlive()) {
      pass.end();
    }
  }

  private void advance(long step, double partSeen) {
    double fading = Math.exp(-step / MEMORY_NANOS);
    usedNanos *= fading;
    usedBytes *= fading;
    stayedNanos *= fading;
    stayedBytes *= fading;
    seenOnceNanos *= fading;
    toldNanos *= fading;
    for (Carrier carrier : carriers.known()) {
      CarrierStep used = stepOf(carrier);
      if (!used.advance()) {
        carriers.forget(carrier);
        steps.remove(carrier);
      }
      usedNanos += used.cpuNanos() * partSeen;
      usedBytes += used.allocatedBytes() * partSeen;
    }
  }

  /** Returns 1 as long as there is nothing to go by. */
  private static double share(double part, double whole) {
    return whole > 0 ? Math.min(1, ratio(part, whole)) : 1;
  }

  private static double ratio(double part, double whole) {
    return whole > 0 && part > 0 ? part / whole : 0;
  }
}
