// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a {@link CarrierSampler} look, up to a thousand times a second as long as there are passes;
 * else it sleeps. Starts with the first pass.
 */
final class SamplerThread implements AutoCloseable {

  /**
   * The shortest step. A look costs some 10 us of CPU time and as much to wake up for it; a route
   * that is met 500 times is known to 5 %.
   */
  static final long STEP_NANOS = 1_000_000;

  /** A look takes at most this part of the time between two. */
  private static final int PARTS_FOR_LOOK = 100;

  /** The longest step while all passes are blocked. */
  private static final long LONGEST_QUIET_STEP_NANOS = 10_000_000;

  /** Looks without any pass on a carrier after which the steps become longer. */
  private static final int QUIET_LOOKS = 100;

  private static final Logger log = LoggerFactory.getLogger(SamplerThread.class);

  /** About a second, whether requests come one by one or all the time. */
  private static final int LOOKS_TO_REFRESH = 1000;

  /** The thread that wakes virtual ones begins with the first that wait. */
  private static final int FIRST_REFRESH = 50;

  private static final long STOP_MILLIS = 5000;

  private final CarrierSampler sampler;
  private final LongSupplier ownCpuClock;
  private final SplittableRandom random = new SplittableRandom(1);
  private final Thread thread = new DaemonThreads("x-footprint-carriers").newThread(this::run);
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean awake;
  private int looks;
  private volatile boolean closed;

  /**
   * Creates a thread that does not run yet.
   *
   * @param ownCpuClock the CPU time in ns of the calling thread
   */
  SamplerThread(CarrierSampler sampler, LongSupplier ownCpuClock) {
    this.sampler = sampler;
    this.ownCpuClock = ownCpuClock;
  }

  /** To be called when a pass has begun. Never blocks; does nothing once it is closed. */
  void wake() {
    if (awake || closed) {
      return;
    }
    awake = true;
    if (started.compareAndSet(false, true)) {
      start();
    } else {
      LockSupport.unpark(thread);
    }
  }

  private void start() {
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      sampler.stop();
      log.warn("No thread can be started to look at virtual threads; many will not be known", e);
    }
  }

  private void run() {
    while (!closed) {
      try {
        sampler.restart(STEP_NANOS);
        lookUntilEmpty();
      } catch (VirtualMachineError e) {
        // Memory that is short may be there again later.
        LockSupport.parkNanos(this, LONGEST_QUIET_STEP_NANOS);
      } catch (RuntimeException | Error e) {
        close();
        log.warn("Virtual threads are looked at no more; many will not be known", e);
      }
      forgetEnded();
      awake = false;
      // A pass that began meanwhile has either seen this or is seen here.
      if (sampler.isEmpty() && !closed) {
        LockSupport.park(this);
      }
      awake = true;
    }
  }

  private void forgetEnded() {
    try {
      sampler.collect();
    } catch (VirtualMachineError e) {
      // The next look does it.
    }
  }

  private void lookUntilEmpty() {
    long step = STEP_NANOS;
    int quietLooks = 0;
    while (!sampler.isEmpty() && !closed) {
      // At random times: passes that wake up at even ones would be met always or never.
      LockSupport.parkNanos(this, (long) (step * (0.5 + random.nextDouble())));
      if (++looks % LOOKS_TO_REFRESH == FIRST_REFRESH) {
        sampler.refresh();
      }
      long start = ownCpuClock.getAsLong();
      quietLooks = sampler.look(step) ? 0 : quietLooks + 1;
      long shortest = Math.max(STEP_NANOS, PARTS_FOR_LOOK * (ownCpuClock.getAsLong() - start));
      step =
          quietLooks > QUIET_LOOKS
              ? Math.max(shortest, Math.min(LONGEST_QUIET_STEP_NANOS, 2 * step))
              : shortest;
    }
  }

  @Override
  public void close() {
    closed = true;
    sampler.stop();
    LockSupport.unpark(thread);
    if (Thread.currentThread() != thread) {
      join();
    }
  }

  /** Containers call a thread that ends a moment later a leak. */
  private void join() {
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
