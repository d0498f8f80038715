// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.meter.ResourceUse;
import io.xfootprint.units.Scale;

/**
 * The cost of resource use at the moment: the prices of a CPU-second, a byte and a joule.
 *
 * <p>They are renewed with each window, from the window before. A request is charged the rates that
 * hold when its use is handed over; the difference to what the window cost in the end is settled
 * with the background. Immutable and safe for use by many threads.
 *
 * <p>With 1.37 J per CPU-second, 0.1 nJ per byte, PUE 1.5 and 473 gCO2e/kWh:
 *
 * <pre>{@code
 * 5 ms CPU x 1.37 J/s               = 6.85 mJ
 * 2 MB x 0.1 nJ/B                   = 0.20 mJ, its share of garbage collection
 * 7.05 mJ x 1.5 x 473 g / 3.6e6 J   = 1.39 ug CO2e
 * }</pre>
 *
 * @param joulesPerCpuSecond active energy of one second of CPU time, in J
 * @param joulesPerByte energy of garbage collection for one allocated byte, in J
 * @param gramsPerJoule emissions of one joule at the server's wall, in gCO2e, PUE included
 */
public record Rates(double joulesPerCpuSecond, double joulesPerByte, double gramsPerJoule) {

  /** Weight of the newest value in the means on which rates rest: each is over about 6 values. */
  static final double NEWEST = 2.0 / (6 + 1);

  /** nJ x gCO2e/J is ng, and emissions are counted in pg. */
  static final double PICOGRAMS_PER_NANOGRAM = 1000;

  /** Checks the ranges. */
  public Rates {
    requireAmount("joulesPerCpuSecond", joulesPerCpuSecond);
    requireAmount("joulesPerByte", joulesPerByte);
    requireAmount("gramsPerJoule", gramsPerJoule);
  }

  private static void requireAmount(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be finite and >= 0, but was " + value);
    }
  }

  /**
   * Returns the cost of a use. The cost of unknown CPU time is unknown. Unknown bytes get no share
   * of garbage collection. Called for each request, several times if it is flushed or asynchronous.
   */
  public Footprint estimate(ResourceUse use) {
    if (use.cpuNanos() < 0) {
      return new Footprint(
          ResourceUse.UNKNOWN, use.allocatedBytes(), ResourceUse.UNKNOWN, ResourceUse.UNKNOWN);
    }
    double gcNanojoules = Math.max(0, use.allocatedBytes()) * (joulesPerByte * Scale.NANO);
    // ns x J/s = nJ, and nJ x g/J = ng, from the unrounded energy.
    double nanojoules = use.cpuNanos() * joulesPerCpuSecond + gcNanojoules;
    return new Footprint(
        use.cpuNanos(),
        use.allocatedBytes(),
        Math.round(nanojoules),
        Math.round(gcNanojoules),
        Math.round(nanojoules * gramsPerJoule * PICOGRAMS_PER_NANOGRAM));
  }
}
