// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * The total of the application at any instant, for the header: cheap to read, and never behind what
 * an earlier answer has said.
 *
 * <p>It holds what requests have used so far, before their route is known, and background, idle
 * power, memory and embodied emissions as of the last close of a window. A request that was under
 * way at that close is in both until the next one, so the total may be ahead by what that request
 * had used. Once requests have ended and a window has closed it equals the sum over the ledger's
 * lines, or stays where it was until that sum has come up. Safe for use by many threads, without a
 * lock.
 */
public final class RunningTotal {

  private final LongAdder requests = new LongAdder();
  private final LongAdder energyNanojoules = new LongAdder();
  private final LongAdder emissionsPicograms = new LongAdder();
  private final LongAccumulator highestEnergyNanojoules = new LongAccumulator(Long::max, 0);
  private final LongAccumulator highestEmissionsPicograms = new LongAccumulator(Long::max, 0);
  private volatile Totals beyondRequests = Totals.NONE;

  RunningTotal() {}

  /** Counts a request, as soon as it begins. */
  public void countRequest() {
    requests.increment();
  }

  /** Adds a part of a request's cost; an unknown figure adds nothing. */
  public void add(Footprint footprint) {
    if (footprint.energyNanojoules() > 0) {
      energyNanojoules.add(footprint.energyNanojoules());
    }
    if (footprint.emissionsPicograms() > 0) {
      emissionsPicograms.add(footprint.emissionsPicograms());
    }
  }

  /** Tells what the application has cost beyond its requests since the start. */
  void setBeyondRequests(Totals sinceStart) {
    beyondRequests = sinceStart;
  }

  /** Returns the number of requests so far, those under way included. */
  public long requests() {
    return requests.sum();
  }

  /** Returns the energy so far in nJ; never less than before. */
  public long energyNanojoules() {
    highestEnergyNanojoules.accumulate(
        Totals.saturatingSum(energyNanojoules.sum(), beyondRequests.energyNanojoules()));
    return highestEnergyNanojoules.get();
  }

  /** Returns the emissions so far in pg CO2e; never less than before. */
  public long emissionsPicograms() {
    highestEmissionsPicograms.accumulate(
        Totals.saturatingSum(emissionsPicograms.sum(), beyondRequests.emissionsPicograms()));
    return highestEmissionsPicograms.get();
  }
}
