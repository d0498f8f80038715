// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import io.xfootprint.units.FixedPoint;
import java.math.BigInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * The totals of the application for the header, in both scopes. They are cheap to read. They
 * decrease only if a store is emptied or set back.
 *
 * <pre>{@code
 * energy, emissions   what requests have used so far, even before their route is known
 * full                that, and background, idle power, memory and embodied emissions, as of the
 *                     last close of a window
 * }</pre>
 *
 * <p>A request that was running at that close is in both parts of the full cost until the next
 * close, so this may be ahead by the use of that request. Once all requests have ended and a window
 * has closed, the totals equal the sums of the ledger's lines, or wait until those have caught up.
 * Safe for use by many threads, without a lock.
 */
public final class RunningTotal {

  private final LongAdder requests = new LongAdder();
  private final SaturatingSum energyNanojoules = new SaturatingSum();
  private final SaturatingSum emissionsPicograms = new SaturatingSum();

  // The full cost alone may fall: a close takes back what it has booked twice.
  private final LongAccumulator highestFullNanojoules = new LongAccumulator(Long::max, 0);
  private final LongAccumulator highestFullPicograms = new LongAccumulator(Long::max, 0);
  private volatile Totals beyondRequests = Totals.NONE;
  private volatile Others others = Others.of(OtherInstances.NOWHERE);

  /** Totals of the other processes. */
  private record Others(
      boolean known,
      long requests,
      Millions energy,
      Millions emissions,
      Millions fullEnergy,
      Millions fullEmissions) {

    static Others of(OtherInstances elsewhere) {
      Sums ofRequests = elsewhere.books().line(CostCategory.REQUESTS);
      Sums full = elsewhere.books().full();
      return new Others(
          elsewhere.known(),
          ofRequests.asLong(Metric.REQUESTS),
          Millions.of(ofRequests.get(Metric.ENERGY_NANOJOULES)),
          Millions.of(ofRequests.get(Metric.EMISSIONS_PICOGRAMS)),
          Millions.of(full.get(Metric.ENERGY_NANOJOULES)),
          Millions.of(full.get(Metric.EMISSIONS_PICOGRAMS)));
    }
  }

  /**
   * An amount in nJ or pg as whole mJ or ug, which fit a long, and the rest. This process's own
   * amount is added to the rest, so that rounding happens once.
   */
  private record Millions(long whole, long rest) {

    private static final long MILLION = 1_000_000;

    static Millions of(BigInteger amount) {
      BigInteger[] parts = amount.divideAndRemainder(BigInteger.valueOf(MILLION));
      return new Millions(parts[0].longValue(), parts[1].longValue());
    }

    long plus(long own) {
      return Totals.saturatingSum(
          whole, FixedPoint.divide(Totals.saturatingSum(own, rest), MILLION));
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

  /** Returns whether the totals are those of all processes; false until the store has been read. */
  public boolean isComplete() {
    return others.known;
  }

  /** Returns the number of requests so far, running ones included. */
  public long requests() {
    return Totals.saturatingSum(others.requests, requests.sum());
  }

  /** Returns the energy of requests so far in mJ. */
  public long millijoules() {
    return others.energy.plus(energyNanojoules());
  }

  /** Returns the operational emissions of requests so far in ug CO2e. */
  public long micrograms() {
    return others.emissions.plus(emissionsPicograms());
  }

  /** Returns the energy of everything so far in mJ. */
  public long fullMillijoules() {
    return others.fullEnergy.plus(fullNanojoules());
  }

  /** Returns the emissions of everything so far in ug CO2e, embodied ones included. */
  public long fullMicrograms() {
    return others.fullEmissions.plus(fullPicograms());
  }

  /** Returns the energy of this process's requests so far in nJ. */
  public long energyNanojoules() {
    return energyNanojoules.get();
  }

  /** Returns the operational emissions of this process's requests so far in pg CO2e. */
  public long emissionsPicograms() {
    return emissionsPicograms.get();
  }

  /** Returns the energy of this process so far in nJ; never less than before. */
  public long fullNanojoules() {
    return highest(highestFullNanojoules, energyNanojoules(), beyondRequests.energyNanojoules());
  }

  /** Returns the emissions of this process so far in pg CO2e; never less than before. */
  public long fullPicograms() {
    return highest(highestFullPicograms, emissionsPicograms(), beyondRequests.emissionsPicograms());
  }

  private static long highest(LongAccumulator highest, long ofRequests, long beyond) {
    highest.accumulate(Totals.saturatingSum(ofRequests, beyond));
    return highest.get();
  }
}
