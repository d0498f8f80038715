// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import org.jspecify.annotations.Nullable;

/**
 * The sums of some requests, in the order of {@link Totals}. Any thread may add and count, without
 * a lock, until one has closed them; each of these returns whether they were open.
 */
final class RequestSums {

  private static final int REQUESTS = StripedSums.place(0);
  private static final int ERRORS = StripedSums.place(1);
  private static final int WITHOUT_CPU = StripedSums.place(2);
  private static final int WITHOUT_BYTES = StripedSums.place(3);
  private static final int ESTIMATED = StripedSums.place(4);
  private static final int CPU_NANOS = StripedSums.place(5);
  private static final int ALLOCATED_BYTES = StripedSums.place(6);
  private static final int ENERGY_NANOJOULES = StripedSums.place(7);
  private static final int GC_NANOJOULES = StripedSums.place(8);
  private static final int EMISSIONS_PICOGRAMS = StripedSums.place(9);

  private final StripedSums sums = new StripedSums(10);

  /** Adds a cost; an unknown figure adds nothing. */
  boolean add(Footprint cost) {
    long[] stripe = sums.takeUnlessClosed();
    if (stripe == null) {
      return false;
    }
    add(stripe, cost);
    sums.giveBack(stripe);
    return true;
  }

  private static void add(long[] stripe, Footprint cost) {
    stripe[CPU_NANOS] += Math.max(0, cost.cpuNanos());
    stripe[ALLOCATED_BYTES] += Math.max(0, cost.allocatedBytes());
    stripe[ENERGY_NANOJOULES] += Math.max(0, cost.energyNanojoules());
    stripe[GC_NANOJOULES] += Math.max(0, cost.gcNanojoules());
    stripe[EMISSIONS_PICOGRAMS] += Math.max(0, cost.emissionsPicograms());
  }

  /** Counts a request with its cost. */
  boolean countRequest(Footprint cost, boolean knowsCpu, boolean knowsBytes, boolean isEstimated) {
    long[] stripe = sums.takeUnlessClosed();
    if (stripe == null) {
      return false;
    }
    add(stripe, cost);
    stripe[REQUESTS]++;
    stripe[WITHOUT_CPU] += knowsCpu ? 0 : 1;
    stripe[WITHOUT_BYTES] += knowsBytes ? 0 : 1;
    stripe[ESTIMATED] += isEstimated ? 1 : 0;
    sums.giveBack(stripe);
    return true;
  }

  /** Counts a failed request, which is counted as a request too. */
  boolean countError() {
    long[] stripe = sums.takeUnlessClosed();
    if (stripe == null) {
      return false;
    }
    stripe[ERRORS]++;
    sums.giveBack(stripe);
    return true;
  }

  /** Adds the sums of others. */
  boolean add(Totals others) {
    long[] stripe = sums.takeUnlessClosed();
    if (stripe == null) {
      return false;
    }
    stripe[REQUESTS] += others.requests();
    stripe[ERRORS] += others.errors();
    stripe[WITHOUT_CPU] += others.withoutCpu();
    stripe[WITHOUT_BYTES] += others.withoutBytes();
    stripe[ESTIMATED] += others.estimated();
    stripe[CPU_NANOS] += others.cpuNanos();
    stripe[ALLOCATED_BYTES] += others.allocatedBytes();
    stripe[ENERGY_NANOJOULES] += others.energyNanojoules();
    stripe[GC_NANOJOULES] += others.gcNanojoules();
    stripe[EMISSIONS_PICOGRAMS] += others.emissionsPicograms();
    sums.giveBack(stripe);
    return true;
  }

  /** Returns the sums. What one call adds at the same time is in all of them or in none. */
  Totals read() {
    return totals(sums.all());
  }

  /** Returns energy in nJ and the number of requests in one; what is just added may be missing. */
  long weight() {
    return Totals.saturatingSum(sums.get(ENERGY_NANOJOULES), sums.get(REQUESTS));
  }

  /** Closes the sums, and returns them; null if a thread is just adding, and they stay open. */
  @Nullable Totals close() {
    long[] last = sums.close();
    return last == null ? null : totals(last);
  }

  private static Totals totals(long[] all) {
    return new Totals(
        all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7], all[8], all[9]);
  }
}
