// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import java.util.concurrent.atomic.LongAdder;

/**
 * The sums of a route or of a category. They only grow, except where {@link #set} is used.
 *
 * <p>Any thread may add and count, without a lock. One thread at a time may call {@link #set}.
 */
final class RouteCounters {

  private final LongAdder requests = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder withoutCpu = new LongAdder();
  private final LongAdder withoutBytes = new LongAdder();
  private final LongAdder estimated = new LongAdder();
  private final SaturatingSum cpuNanos = new SaturatingSum();
  private final SaturatingSum allocatedBytes = new SaturatingSum();
  private final SaturatingSum energyNanojoules = new SaturatingSum();
  private final SaturatingSum gcNanojoules = new SaturatingSum();
  private final SaturatingSum emissionsPicograms = new SaturatingSum();

  /** Adds a cost to the sums; an unknown figure adds nothing. */
  void add(Footprint footprint) {
    addKnown(cpuNanos, footprint.cpuNanos());
    addKnown(allocatedBytes, footprint.allocatedBytes());
    addKnown(energyNanojoules, footprint.energyNanojoules());
    addKnown(gcNanojoules, footprint.gcNanojoules());
    addKnown(emissionsPicograms, footprint.emissionsPicograms());
  }

  private static void addKnown(SaturatingSum sum, long amount) {
    if (amount > 0) {
      sum.add(amount);
    }
  }

  /** Replaces the sums of the costs. */
  void set(Footprint sum) {
    cpuNanos.set(sum.cpuNanos());
    allocatedBytes.set(sum.allocatedBytes());
    energyNanojoules.set(sum.energyNanojoules());
    gcNanojoules.set(sum.gcNanojoules());
    emissionsPicograms.set(sum.emissionsPicograms());
  }

  /** Counts a request. */
  void countRequest(boolean knowsCpu, boolean knowsBytes, boolean isEstimated) {
    requests.increment();
    if (!knowsCpu) {
      withoutCpu.increment();
    }
    if (!knowsBytes) {
      withoutBytes.increment();
    }
    if (isEstimated) {
      estimated.increment();
    }
  }

  /** Counts a failed request, which is counted as a request too. */
  void countError() {
    errors.increment();
  }

  /** Returns the sums. What is added at the same time may be in some of them only. */
  Totals sinceStart() {
    return new Totals(
        requests.sum(),
        errors.sum(),
        withoutCpu.sum(),
        withoutBytes.sum(),
        estimated.sum(),
        cpuNanos.get(),
        allocatedBytes.get(),
        energyNanojoules.get(),
        gcNanojoules.get(),
        emissionsPicograms.get());
  }
}
