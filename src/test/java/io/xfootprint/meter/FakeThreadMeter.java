// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counters that a test moves; each thread has its own, as in the JVM. */
public final class FakeThreadMeter implements ThreadMeter {

  private final Map<Thread, AtomicLong> cpuNanos = new ConcurrentHashMap<>();
  private final Map<Thread, AtomicLong> allocatedBytes = new ConcurrentHashMap<>();
  private final AtomicInteger readings = new AtomicInteger();
  private volatile long nanosPerReading;
  private volatile boolean knowsCpu = true;
  private volatile boolean knowsBytes = true;

  /** Lets the current thread use this much. */
  public void use(long nanos, long bytes) {
    mine(cpuNanos).addAndGet(nanos);
    mine(allocatedBytes).addAndGet(bytes);
  }

  /** Makes each reading of CPU time cost CPU time itself, as it really does. */
  public void chargeReadings(long nanos) {
    nanosPerReading = nanos;
  }

  /** Sets which counters are known from now on. */
  public void know(boolean cpu, boolean bytes) {
    knowsCpu = cpu;
    knowsBytes = bytes;
  }

  /** Returns how many readings of any kind were taken since the last call. */
  public int readings() {
    return readings.getAndSet(0);
  }

  @Override
  public long cpuNanos() {
    readings.incrementAndGet();
    long now = mine(cpuNanos).addAndGet(nanosPerReading);
    return knowsCpu ? now : ResourceUse.UNKNOWN;
  }

  @Override
  public long allocatedBytes() {
    readings.incrementAndGet();
    return knowsBytes ? mine(allocatedBytes).get() : ResourceUse.UNKNOWN;
  }

  /** A thread has used something before its first request. */
  private static AtomicLong mine(Map<Thread, AtomicLong> counters) {
    return counters.computeIfAbsent(Thread.currentThread(), thread -> new AtomicLong(1_000_000));
  }
}
