// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;
import java.util.function.LongSupplier;

/**
 * Estimates the CPU time as what the process used beyond its Java threads. The estimate is at most
 * what the collector's threads can have used in the time of the collections: to the beans, compiler
 * threads are no Java threads either.
 *
 * <p>Concurrent marking of G1 is in no collection's time, so much of it may be missing.
 */
final class BoundGcClock implements GcClock {

  private final LongSupplier processNanos;
  private final LongSupplier javaNanos;
  private final LongSupplier boundNanos;
  private final MonotonicDelta processGrowth = new MonotonicDelta();
  private final MonotonicDelta javaGrowth = new MonotonicDelta();
  private final MonotonicDelta boundGrowth = new MonotonicDelta();

  /**
   * At most 0: the process's CPU time has steps of 10 ms and may lag behind that of its threads.
   */
  private long behind;

  private long nanos;

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
