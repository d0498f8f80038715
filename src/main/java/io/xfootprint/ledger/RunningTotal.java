// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import io.xfootprint.units.FixedPoint;
import java.math.BigInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * The total of the application for the header. It is cheap to read. It decreases only if a store is
 * emptied or set back.
 *
 * <p>It holds what requests have used so far, even before their route is known, and what
 * background, idle power, memory and embodied emissions were at the last close of a window. A
 * request that was running at that close is in both until the next close, so the total may be ahead
 * by the use of that request. Once all requests have ended and a window has closed, the total
 * equals the sum of the ledger's lines, or waits until that sum has caught up. Safe for use by many
 * threads, without a lock.
 */
public final class RunningTotal {

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  private final LongAdder requests = new LongAdder();
  private final SaturatingSum energyNanojoules = new SaturatingSum();
  private final SaturatingSum emissionsPicograms = new SaturatingSum();
  private final LongAccumulator highestEnergyNanojoules = new LongAccumulator(Long::max, 0);
  private final LongAccumulator highestEmissionsPicograms = new LongAccumulator(Long::max, 0);
  private volatile Totals beyondRequests = Totals.NONE;
  private volatile Others others = Others.of(OtherInstances.NOWHERE);

  /**
   * Totals of the other processes: whole mJ and ug, which fit a long, and the remainders in nJ and
   * pg, which are added to this process's own sums, so that rounding happens once.
   */
  private record Others(
      boolean known,
      long requests,
      long millijoules,
      long restNanojoules,
      long micrograms,
      long restPicograms) {

    static Others of(OtherInstances elsewhere) {
      Sums total = elsewhere.books().total();
      BigInteger[] energy = total.get(Metric.ENERGY_NANOJOULES).divideAndRemainder(MILLION);
      BigInteger[] emissions = total.get(Metric.EMISSIONS_PICOGRAMS).divideAndRemainder(MILLION);
      return new Others(
          elsewhere.known(),
          total.asLong(Metric.REQUESTS),
          energy[0].longValue(),
          energy[1].longValue(),
          emissions[0].longValue(),
          emissions[1].longValue());
    }
  }

  RunningTotal() {}

  /** Counts a request when it begins. */
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

  /** Takes what this process has cost beyond its requests since its start. */
  void setBeyondRequests(Totals sinceStart) {
    beyondRequests = sinceStart;
  }

  void setOtherInstances(OtherInstances elsewhere) {
    others = Others.of(elsewhere);
  }

  /** Returns whether the total is that of all processes; false until the store has been read. */
  public boolean isComplete() {
    return others.known;
  }

  /** Returns the number of requests so far, running ones included. */
  public long requests() {
    return Totals.saturatingSum(others.requests, requests.sum());
  }

  /** Returns the energy so far in mJ. */
  public long millijoules() {
    Others rest = others;
    return Totals.saturatingSum(
        rest.millijoules, toMillion(energyNanojoules(), rest.restNanojoules));
  }

  /** Returns the emissions so far in ug CO2e. */
  public long micrograms() {
    Others rest = others;
    return Totals.saturatingSum(
        rest.micrograms, toMillion(emissionsPicograms(), rest.restPicograms));
  }

  private static long toMillion(long amount, long rest) {
    return FixedPoint.divide(Totals.saturatingSum(amount, rest), MILLION.longValue());
  }

  /** Returns the energy of this process so far in nJ; never less than before. */
  public long energyNanojoules() {
    highestEnergyNanojoules.accumulate(
        Totals.saturatingSum(energyNanojoules.get(), beyondRequests.energyNanojoules()));
    return highestEnergyNanojoules.get();
  }

  /** Returns the emissions of this process so far in pg CO2e; never less than before. */
  public long emissionsPicograms() {
    highestEmissionsPicograms.accumulate(
        Totals.saturatingSum(emissionsPicograms.get(), beyondRequests.emissionsPicograms()));
    return highestEmissionsPicograms.get();
  }
}
