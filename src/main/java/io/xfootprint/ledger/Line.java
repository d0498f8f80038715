// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * One line of the books: sums that only grow, and their rolling windows.
 *
 * <p>{@link #add} takes no lock and may be called by any thread; the rest by one thread at a time.
 */
final class Line {

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
  private final RollingWindow minute =
      new RollingWindow(Duration.ofMinutes(1), Duration.ofSeconds(10));
  private final RollingWindow hour = new RollingWindow(Duration.ofHours(1), Duration.ofMinutes(1));
  private final RollingWindow day = new RollingWindow(Duration.ofDays(1), Duration.ofMinutes(15));

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

  /** Makes the costs what they are to be, where earlier ones were too high or too low. */
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

  /** Returns the sums as they are; what others add meanwhile may be in some and not in others. */
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

  void keep(long nanoTime) {
    Totals sum = sinceStart();
    minute.keep(nanoTime, sum);
    hour.keep(nanoTime, sum);
    day.keep(nanoTime, sum);
  }

  Periods periods(long nanoTime) {
    Totals sum = sinceStart();
    return new Periods(
        sum, minute.gain(nanoTime, sum), hour.gain(nanoTime, sum), day.gain(nanoTime, sum));
  }
}
