// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The counters of the {@link Distribution} of a route, in 0.9 kB, and 0.3 kB for each stripe.
 *
 * <p>Any thread may call, without a lock. A request is added when its first pass ends, and moved
 * when further work of it ends later.
 */
public final class DistributionCounters {

  private static final int ENERGY_NANOJOULES = StripedSums.place(0);

  // Of the batch that a stripe is filling.
  private static final int IN_BATCH = StripedSums.place(1);
  private static final int CPU_OF_BATCH = StripedSums.place(2);
  private static final int BYTES_OF_BATCH = StripedSums.place(3);

  /** The first sum of the first age; each age has five of them. */
  private static final int AGE = 4;

  private static final int SUMS_OF_AGE = 5;

  /** From a sum of logarithms in units of 2^-16 to their mean in units of 2^-12. */
  private static final int MEAN_SHIFT = 4 + Integer.numberOfTrailingZeros(BatchMeans.REQUESTS);

  /** Of all threads, as the JVM compiles a route for all of them. */
  private final AtomicLong requests = new AtomicLong();

  private final HistogramCounters cpuNanos = new HistogramCounters(LogScale.CPU_NANOS);
  private final HistogramCounters allocatedBytes = new HistogramCounters(LogScale.ALLOCATED_BYTES);
  private final StripedSums sums = new StripedSums(AGE + Distribution.AGES * SUMS_OF_AGE);

  DistributionCounters() {}

  private static int cpuLog(Footprint cost) {
    return LogScale.log(Math.max(1, cost.cpuNanos()));
  }

  private static int bytesLog(Footprint cost) {
    return LogScale.log(Math.max(1, cost.allocatedBytes()));
  }

  /** Adds a request whose CPU time and bytes are known. */
  public void add(Footprint cost) {
    long number = requests.incrementAndGet();
    int cpuLog = cpuLog(cost);
    int bytesLog = bytesLog(cost);
    cpuNanos.add(cost.cpuNanos(), cpuLog);
    allocatedBytes.add(cost.allocatedBytes(), bytesLog);
    long[] stripe = sums.take();
    stripe[ENERGY_NANOJOULES] += Math.max(0, cost.energyNanojoules());
    if (Distribution.hasAge(number)) {
      addToBatch(stripe, cpuLog, bytesLog, number);
    }
    sums.giveBack(stripe);
  }

  private static void addToBatch(long[] stripe, int cpuLog, int bytesLog, long number) {
    stripe[CPU_OF_BATCH] += cpuLog;
    stripe[BYTES_OF_BATCH] += bytesLog;
    if (++stripe[IN_BATCH] < BatchMeans.REQUESTS) {
      return;
    }
    int place = StripedSums.place(AGE + Distribution.age(number) * SUMS_OF_AGE);
    long cpu = stripe[CPU_OF_BATCH] >> MEAN_SHIFT;
    long bytes = stripe[BYTES_OF_BATCH] >> MEAN_SHIFT;
    stripe[place]++;
    stripe[place + 1] += cpu;
    stripe[place + 2] += cpu * cpu;
    stripe[place + 3] += bytes;
    stripe[place + 4] += bytes * bytes;
    stripe[IN_BATCH] = 0;
    stripe[CPU_OF_BATCH] = 0;
    stripe[BYTES_OF_BATCH] = 0;
  }

  /** Changes the figures of a request that was added with less. */
  public void move(Footprint before, Footprint cost) {
    int cpuLogBefore = cpuLog(before);
    int bytesLogBefore = bytesLog(before);
    int cpuLog = cpuLog(cost);
    int bytesLog = bytesLog(cost);
    cpuNanos.move(cpuLogBefore, cost.cpuNanos(), cpuLog);
    allocatedBytes.move(bytesLogBefore, cost.allocatedBytes(), bytesLog);
    long[] stripe = sums.take();
    stripe[ENERGY_NANOJOULES] +=
        Math.max(0, cost.energyNanojoules()) - Math.max(0, before.energyNanojoules());
    // In the batch of this moment, which is mostly the request's own or the next.
    if (Distribution.hasAge(requests.get())) {
      stripe[CPU_OF_BATCH] += cpuLog - cpuLogBefore;
      stripe[BYTES_OF_BATCH] += bytesLog - bytesLogBefore;
    }
    sums.giveBack(stripe);
  }

  /** Returns what was counted. */
  public Distribution read() {
    long[] all = sums.all();
    List<AgeMeans> ages = new ArrayList<>();
    for (int age = 0; age < Distribution.AGES; age++) {
      int at = AGE + age * SUMS_OF_AGE;
      ages.add(
          new AgeMeans(
              new BatchMeans(all[at], all[at + 1], all[at + 2]),
              new BatchMeans(all[at], all[at + 3], all[at + 4])));
    }
    return new Distribution(
        1,
        cpuNanos.read(),
        allocatedBytes.read(),
        all[ENERGY_NANOJOULES - StripedSums.place(0)],
        ages);
  }
}
