// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import io.xfootprint.units.FixedPoint;
import java.math.BigInteger;

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

  private static final int REQUESTS = StripedSums.place(0);
  private static final int ENERGY_NANOJOULES = StripedSums.place(1);
  private static final int EMISSIONS_PICOGRAMS = StripedSums.place(2);

  private final StripedSums ofRequests = new StripedSums(3);
  private final MonotoneSum fullEnergy = new MonotoneSum(this::energyNanojoules);
  private final MonotoneSum fullEmissions = new MonotoneSum(this::emissionsPicograms);
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
    long[] stripe = ofRequests.take();
    stripe[REQUESTS]++;
    ofRequests.giveBack(stripe);
  }

  /** Adds a part of a request's cost; an unknown figure adds nothing. */
  public void add(Footprint footprint) {
    long[] stripe = ofRequests.take();
    stripe[ENERGY_NANOJOULES] += Math.max(0, footprint.energyNanojoules());
    stripe[EMISSIONS_PICOGRAMS] += Math.max(0, footprint.emissionsPicograms());
    ofRequests.giveBack(stripe);
  }

  /** Takes what this process has cost beyond its requests since its start. */
  void setBeyondRequests(Totals sinceStart) {
    fullEnergy.setRest(sinceStart.energyNanojoules());
    fullEmissions.setRest(sinceStart.emissionsPicograms());
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
    return Totals.saturatingSum(others.requests, ofRequests.get(REQUESTS));
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
    return ofRequests.get(ENERGY_NANOJOULES);
  }

  /** Returns the operational emissions of this process's requests so far in pg CO2e. */
  public long emissionsPicograms() {
    return ofRequests.get(EMISSIONS_PICOGRAMS);
  }

  /** Returns the energy of this process so far in nJ; never less than before. */
  public long fullNanojoules() {
    return fullEnergy.get();
  }

  /** Returns the emissions of this process so far in pg CO2e; never less than before. */
  public long fullPicograms() {
    return fullEmissions.get();
  }
}
