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
 * Shares the carriers' CPU time and bytes among the passes on virtual threads, by sampling which of
 * them are on a carrier.
 *
 * <ul>
 *   <li>A pass found on the same carrier in two successive samples gets everything that the carrier
 *       used in between.
 *   <li>A pass found only in the newer sample gets one sampling interval. It represents the passes
 *       that no sample found. These intervals are scaled down so that together they never exceed
 *       what is left of the carriers' use.
 *   <li>A blocked pass gets nothing, however long it takes.
 * </ul>
 *
 * <p>So many short bursts of one route weigh as much as one long run of another. Carriers also work
 * for all passes together: they switch between threads and read requests before a pass begins. That
 * work is spread over the figures of the passes, up to a tenth of them.
 *
 * <p>Any thread may call {@link #begin()}, {@link #charged} and {@link #ended}; they take no lock.
 * One thread at a time may call {@link #restart}, {@link #sample} and {@link #collect}.
 */
final class CarrierSampler {

  /**
   * Time constant of the sums that fade, 2 s. At 300 to 700 samples a second a sum rests on about a
   * thousand samples, and follows a load that changes.
   */
  private static final double MEMORY_NANOS = 2e9;

  /** The common work is 3 % on Jetty and Tomcat, and 2 % for the timer; more is other work. */
  private static final double MOST_SPREAD = 1.1;

  /** The longest interval that a sample represents. One that comes late knows no more. */
  private static final int MOST_STEPS = 4;

  private final Carriers carriers;
  private final LongSupplier clock;

  /**
   * The passes that have begun since the last sample, newest first: a list without a lock, linked
   * through the passes themselves.
   */
  private final AtomicReference<@Nullable SampledPass> begun = new AtomicReference<>();

  /** Number of passes that have begun and not ended; the thread sleeps while it is 0. */
  private final AtomicInteger open = new AtomicInteger();

  /** CPU time charged to passes since the last sample, less the time that samples gave them. */
  private final AtomicLong chargedBeyondSampled = new AtomicLong();

  private volatile long stepNanos;
  private volatile double spread = 1;
  private volatile boolean sampling;

  // The rest belongs to the sampling thread: readings, and sums that fade. Readings are kept here
  // and not in the carriers, because the samplers of other monitors read the same carriers.
  private final List<SampledPass> passes = new ArrayList<>();
  private final Map<Carrier, CarrierStep> steps = new HashMap<>();
  private long lastSample;

  /** The time that the samples cover. */
  private double coveredNanos;

  /** What the carriers have used in it. */
  private double usedNanos;

  private double usedBytes;

  /** The part of it that went to passes found on the same carrier twice in a row. */
  private double stayedNanos;

  private double stayedBytes;

  /** Sampling intervals of passes found once, before they are scaled down. */
  private double seenOnceNanos;

  /** What passes were charged in the end. */
  private double chargedNanos;

  /**
   * Creates a sampler.
   *
   * @param clock a time in ns that never goes back
   * @param stepNanos the sampling interval until the first sample sets it
   */
  CarrierSampler(Carriers carriers, LongSupplier clock, long stepNanos) {
    this.carriers = carriers;
    this.clock = clock;
    this.stepNanos = stepNanos;
    sampling = true;
    lastSample = clock.getAsLong();
  }

  /** Starts a pass on the calling virtual thread; returns null if its carrier cannot be found. */
  @Nullable SampledPass begin() {
    // Without samples a pass that stays on its carrier is measured all the same, outside the list.
    SampledPass pass = new SampledPass(this);
    if (!pass.hasCarrier()) {
      return null;
    }
    open.incrementAndGet();
    if (sampling) {
      pass.putBefore(begun);
    }
    return pass;
  }

  /** Notes that a pass has ended; the next sample forgets it. */
  void ended() {
    open.decrementAndGet();
  }

  /** Returns whether no pass is open. */
  boolean isEmpty() {
    return open.get() == 0;
  }

  /** Returns the carrier on which a virtual thread is at this moment; null if it is on none. */
  @Nullable Carrier carrierOf(Thread virtualThread) {
    return carriers.of(virtualThread);
  }

  /** Returns the time in ns by the clock of this sampler. */
  long nanoTime() {
    return clock.getAsLong();
  }

  /** Returns the sampling interval in ns, which a pass gets that one sample finds. */
  long stepNanos() {
    return stepNanos;
  }

  /**
   * Notes the CPU time that a pass is charged in place of what samples gave it. The two differ
   * where its carrier's counters are more exact, and where less time has passed. Without this
   * correction the sum of the passes was 2 to 4 % below the carriers' use.
   */
  void charged(long nanos, long sampledNanos) {
    if (nanos != sampledNanos) {
      chargedBeyondSampled.addAndGet(nanos - sampledNanos);
    }
  }

  /** Returns the carriers' CPU time divided by the CPU time charged to passes, from 1 to 1.1. */
  double spread() {
    return spread;
  }

  /** Starts sampling again with an interval. The use since the last sample is left out. */
  void restart(long nextStepNanos) {
    stepNanos = nextStepNanos;
    lastSample = clock.getAsLong();
    steps.clear();
    carriers.known().forEach(this::stepOf);
  }

  /** Stops sampling for good, so that figures that need samples become unknown. */
  void stop() {
    sampling = false;
  }

  /** Returns whether samples are being taken. */
  boolean isSampling() {
    return sampling;
  }

  /** Returns how many carriers were busy on average; 0 before the first sample. */
  double busyCarriers() {
    return ratio(usedNanos, coveredNanos);
  }

  private CarrierStep stepOf(Carrier carrier) {
    return steps.computeIfAbsent(carrier, CarrierStep::new);
  }

  /** Looks for new threads of the JVM; takes 100 us. */
  void refresh() {
    carriers.refresh();
  }

  /**
   * Takes a sample.
   *
   * @param nextStepNanos the interval to the following samples
   * @return whether any pass was on a carrier
   */
  boolean sample(long nextStepNanos) {
    stepNanos = nextStepNanos;
    long now = clock.getAsLong();
    long step = now - lastSample;
    lastSample = now;
    // A late sample covers only the newest part of its step; the carriers' use is cut the same way.
    long most = Math.min(step, MOST_STEPS * stepNanos);
    advance(step, step > 0 ? (double) most / step : 0);
    double shareOfSeenOnce = share(usedNanos - stayedNanos, seenOnceNanos);
    double bytesPerNano = ratio(usedBytes - stayedBytes, usedNanos - stayedNanos);
    boolean any = false;
    collect();
    for (SampledPass pass : passes) {
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
        chargedNanos += nanos;
        pass.add(nanos, used.allocatedBytes());
      } else {
        seenOnceNanos += most;
        long nanos = Math.round(most * shareOfSeenOnce);
        chargedNanos += nanos;
        pass.add(nanos, Math.round(nanos * bytesPerNano));
      }
    }
    chargedNanos += chargedBeyondSampled.getAndSet(0);
    spread = chargedNanos > 0 ? Math.max(1, Math.min(MOST_SPREAD, usedNanos / chargedNanos)) : 1;
    return any;
  }

  /** Takes over the passes that have begun and forgets those that have ended. */
  void collect() {
    SampledPass pass = begun.getAndSet(null);
    while (pass != null) {
      passes.add(pass);
      pass = pass.takeFollowing();
    }
    passes.removeIf(SampledPass::hasEnded);
  }

  /** Ends the pass of a segment that was closed on another thread, or never. */
  private void endIfNobodyWill(SampledPass pass) {
    if (!pass.thread().isAlive()) {
      pass.end();
    }
  }

  /**
   * Lets the sums fade and adds what the carriers used in a step.
   *
   * @param step its length in ns
   * @param partCovered the part of it that the sample represents, from 0 to 1
   */
  private void advance(long step, double partCovered) {
    double fading = Math.exp(-step / MEMORY_NANOS);
    coveredNanos = coveredNanos * fading + step * partCovered;
    usedNanos *= fading;
    usedBytes *= fading;
    stayedNanos *= fading;
    stayedBytes *= fading;
    seenOnceNanos *= fading;
    chargedNanos *= fading;
    for (Carrier carrier : carriers.known()) {
      CarrierStep used = stepOf(carrier);
      if (!used.advance()) {
        carriers.forget(carrier);
        steps.remove(carrier);
      }
      usedNanos += used.cpuNanos() * partCovered;
      usedBytes += used.allocatedBytes() * partCovered;
    }
  }

  /** Returns a part of a whole, at most 1; 1 while the whole is 0. */
  private static double share(double part, double whole) {
    return whole > 0 ? Math.min(1, ratio(part, whole)) : 1;
  }

  /** Returns a part of a whole, at least 0; 0 while either is 0. */
  private static double ratio(double part, double whole) {
    return whole > 0 && part > 0 ? part / whole : 0;
  }
}
