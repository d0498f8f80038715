// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;
import java.util.function.LongSupplier;

/**
 * Estimates the CPU time of garbage collection, where nothing counts it, as what the process used
 * beyond its Java threads:
 *
 * <pre>{@code
 * GC = min(process - Java threads, collection time x the collector's threads)
 * }</pre>
 *
 * <p>The bound is needed because to the beans compiler threads are no Java threads either: what a
 * start compiles would pass for garbage collection. In tests the result was 6 to 16 % too high.
 * Concurrent marking of G1 is in no collection's time, so much of it may be missing.
 */
final class BoundGcClock implements GcClock {

  private final LongSupplier processNanos;
  private final LongSupplier javaNanos;
  private final LongSupplier boundNanos;
  private final MonotonicDelta processGrowth = new MonotonicDelta();
  private final MonotonicDelta javaGrowth = new MonotonicDelta();
  private final MonotonicDelta boundGrowth = new MonotonicDelta();

  /**
   * By how many ns the process's CPU time lags behind that of its threads, at most 0. It has steps
   * of 10 ms where threads have steps of less than 1 us.
   */
  private long behind;

  private long nanos;

  /**
   * Creates a clock from three counters in ns.
   *
   * @param processNanos CPU time of the process; negative if unknown
   * @param javaNanos CPU time of its Java threads; negative if unknown
   * @param boundNanos the most CPU time that collections can have used
   */
  BoundGcClock(LongSupplier processNanos, LongSupplier javaNanos, LongSupplier boundNanos) {
    this.processNanos = processNanos;
    this.javaNanos = javaNanos;
    this.boundNanos = boundNanos;
  }

  @Override
  public long nanos() {
    long java = javaNanos.getAsLong();
    long process = processNanos.getAsLong();
    if (java < 0 || process < 0) {
      return ResourceUse.UNKNOWN;
    }
    long beyond = behind + processGrowth.to(process) - javaGrowth.to(java);
    behind = Math.min(0, beyond);
    nanos += Math.min(Math.max(0, beyond), boundGrowth.to(boundNanos.getAsLong()));
    return nanos;
  }

  @Override
  public String source() {
    return "collection time as a bound";
  }
}
