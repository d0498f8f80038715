// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that drives a {@link CarrierSampler}: up to a thousand samples a second while there
 * are passes on virtual threads, none otherwise.
 *
 * <p>It starts with the first pass, takes about 1 % of the carriers' use while there are any, and
 * sleeps when the last one has ended. Requests call {@link #wake} alone, which takes no lock.
 */
final class SamplerThread implements AutoCloseable {

  /** The shortest interval. The figure of a route found in 500 samples is exact to 5 %. */
  static final long STEP_NANOS = 1_000_000;

  /**
   * Samples take at most one hundredth of the time, or of the CPU time that they share out where
   * more than one carrier is busy. A sample takes 7 us, and waking up for it 23 us on a virtual
   * machine. There that is 330 samples a second while one carrier is busy, and 660 while two are.
   */
  private static final int PARTS_FOR_SAMPLE = 100;

  /**
   * The longest interval while all passes are blocked, as those of long polling are for minutes: 10
   * ms. A pass that goes on to work meanwhile is found that much later.
   */
  private static final long LONGEST_QUIET_STEP_NANOS = 10_000_000;

  /** Samples without any pass on a carrier before the interval grows. */
  private static final int QUIET_SAMPLES = 100;

  private static final Logger log = LoggerFactory.getLogger(SamplerThread.class);

  /**
   * Samples from one look for new threads to the next, which takes 100 us: about a second of
   * sampling, whether requests come one by one or all the time.
   */
  private static final int SAMPLES_TO_REFRESH = 1000;

  /**
   * Samples before the first look. The timer that wakes virtual threads starts with the first one
   * that waits, so it is not there at once.
   */
  private static final int FIRST_REFRESH = 50;

  /** The longest wait for this thread's end while the application stops. */
  private static final long STOP_MILLIS = 5000;

  private final CarrierSampler sampler;
  private final LongSupplier ownCpuClock;

  /** With a fixed seed: chance is needed here, secrecy is not. */
  private final SplittableRandom random = new SplittableRandom(1);

  private final Thread thread = new DaemonThreads("x-footprint-carriers").newThread(this::run);
  private final AtomicBoolean started = new AtomicBoolean();

  /** Whether the thread need not be woken, which saves each request an unpark. */
  private volatile boolean awake;

  private int samples;
  private volatile boolean closed;

  /**
   * Creates a thread without starting it.
   *
   * @param ownCpuClock the CPU time in ns of the calling thread
   */
  SamplerThread(CarrierSampler sampler, LongSupplier ownCpuClock) {
    this.sampler = sampler;
    this.ownCpuClock = ownCpuClock;
  }

  /** Wakes the thread after a pass has begun. Never blocks; does nothing once this is closed. */
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

  /** Starts the thread. Where the system gives no thread, requests go on without estimates. */
  private void start() {
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      sampler.stop();
      log.warn(
          "No thread can be started to sample virtual threads; the figures of many will be unknown",
          e);
    }
  }

  private void run() {
    while (!closed) {
      try {
        sampler.restart(STEP_NANOS);
        sampleUntilEmpty();
      } catch (VirtualMachineError e) {
        // Short memory may be available again later.
        LockSupport.parkNanos(this, LONGEST_QUIET_STEP_NANOS);
      } catch (RuntimeException | Error e) {
        close();
        log.warn("Virtual threads are no longer sampled; the figures of many will be unknown", e);
      }
      forgetEnded();
      awake = false;
      // A pass that has just begun has either seen this flag or is seen here.
      if (sampler.isEmpty() && !closed) {
        LockSupport.park(this);
      }
      awake = true;
    }
  }

  /** Forgets the last passes before a sleep that may be long, so that they can be collected. */
  private void forgetEnded() {
    try {
      sampler.collect();
    } catch (VirtualMachineError e) {
      // The next sample does it.
    }
  }

  private void sampleUntilEmpty() {
    long step = STEP_NANOS;
    int quietSamples = 0;
    long cpuBefore = ownCpuClock.getAsLong();
    while (!sampler.isEmpty() && !closed) {
      // At random times: samples at even ones would find a periodic pass always or never.
      LockSupport.parkNanos(this, (long) (step * (0.5 + random.nextDouble())));
      if (++samples % SAMPLES_TO_REFRESH == FIRST_REFRESH) {
        sampler.refresh();
        // Seldom: it must not make the next interval three times as long.
        cpuBefore = ownCpuClock.getAsLong();
      }
      quietSamples = sampler.sample(step) ? 0 : quietSamples + 1;
      long cpu = ownCpuClock.getAsLong();
      long affordable = affordableStep(cpu - cpuBefore);
      cpuBefore = cpu;
      step =
          quietSamples > QUIET_SAMPLES
              ? Math.max(affordable, Math.min(LONGEST_QUIET_STEP_NANOS, 2 * step))
              : affordable;
    }
  }

  /**
   * Returns the interval in ns for which a sample is not too dear.
   *
   * @param costNanos CPU time of a sample and of waking up for it
   */
  private long affordableStep(long costNanos) {
    double nanos = PARTS_FOR_SAMPLE * costNanos / Math.max(1, sampler.busyCarriers());
    return Math.max(STEP_NANOS, (long) nanos);
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

  /** Waits for the end: containers report a thread that ends a moment later as a leak. */
  private void join() {
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
