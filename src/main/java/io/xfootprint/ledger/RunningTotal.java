// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import io.xfootprint.units.FixedPoint;
import java.math.BigInteger;
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

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  private final LongAdder requests = new LongAdder();
  private final SaturatingSum energyNanojoules = new SaturatingSum();
  private final SaturatingSum emissionsPicograms = new SaturatingSum();
  private final LongAccumulator highestEnergyNanojoules = new LongAccumulator(Long::max, 0);
  private final LongAccumulator highestEmissionsPicograms = new LongAccumulator(Long::max, 0);
  private volatile Totals beyondRequests = Totals.NONE;
  private volatile Others others = Others.of(OtherInstances.NOWHERE);

  /**
   * What other processes have cost, in units of which a long holds enough, and the rest in those of
   * this process, so that the sum is rounded once.
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

  void setOtherInstances(OtherInstances elsewhere) {
    others = Others.of(elsewhere);
  }

  /** Tells whether the total is that of all processes; false until others have been read of. */
  public boolean isComplete() {
    return others.known;
  }

  /** Returns the number of requests so far, those under way included. */
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
