// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.meter.ResourceUse;
import io.xfootprint.units.Scale;
import org.jspecify.annotations.Nullable;

/**
 * The resources that some work used and their cost: of a request, a route, or a window.
 *
 * <p>Integers keep sums exact in any order, so that the books close to the last digit. A long holds
 * 2,562 kWh in nJ and 9,223 kg CO2e in pg; sums stop there instead of overflowing.
 *
 * <p>Each figure may be {@link ResourceUse#UNKNOWN}, which is not 0.
 *
 * @param cpuNanos thread CPU time in ns
 * @param allocatedBytes heap bytes allocated
 * @param energyNanojoules active energy in nJ, at the wall of the server, without PUE
 * @param gcNanojoules the part of that energy that is the work's share of garbage collection, in nJ
 * @param emissionsPicograms operational emissions in pg CO2e, PUE included. In ng, 50 us of CPU
 *     time on a clean grid would be less than 0.5 and would always round to 0
 */
public record Footprint(
    long cpuNanos,
    long allocatedBytes,
    long energyNanojoules,
    long gcNanojoules,
    long emissionsPicograms) {

  /** No use and no cost. */
  public static final Footprint NONE = new Footprint(0, 0, 0, 0, 0);

  /** A use and a cost that are entirely unknown. */
  public static final Footprint UNKNOWN =
      new Footprint(
          ResourceUse.UNKNOWN, ResourceUse.UNKNOWN, ResourceUse.UNKNOWN, ResourceUse.UNKNOWN);

  /** Creates a footprint without a share of garbage collection. */
  public Footprint(
      long cpuNanos, long allocatedBytes, long energyNanojoules, long emissionsPicograms) {
    this(
        cpuNanos,
        allocatedBytes,
        energyNanojoules,
        energyNanojoules < 0 ? ResourceUse.UNKNOWN : 0,
        emissionsPicograms);
  }

  /**
   * Returns a cost of time rather than of work: idle power, memory or embodied emissions.
   *
   * @param joules energy in J; NaN if unknown, so that the whole cost is
   * @param grams its emissions in gCO2e; NaN for the same reason
   */
  static Footprint ofTime(double joules, double grams) {
    return Double.isNaN(joules) || Double.isNaN(grams)
        ? UNKNOWN
        : new Footprint(0, 0, Math.round(joules * Scale.NANO), Math.round(grams * Scale.PICO));
  }

  /** Returns whether this is known to be nothing. */
  public boolean isNone() {
    return cpuNanos == 0 && allocatedBytes == 0 && energyNanojoules == 0 && emissionsPicograms == 0;
  }

  /**
   * Returns the sum of both. The first part is the sum itself: most requests have one part only.
   *
   * @param before null before the first part
   */
  public static Footprint sum(@Nullable Footprint before, Footprint more) {
    return before == null ? more : before.plus(more);
  }

  /** Returns the sum of both. A figure that is unknown in either is unknown in the sum. */
  public Footprint plus(Footprint other) {
    return new Footprint(
        ResourceUse.sum(cpuNanos, other.cpuNanos),
        ResourceUse.sum(allocatedBytes, other.allocatedBytes),
        ResourceUse.sum(energyNanojoules, other.energyNanojoules),
        ResourceUse.sum(gcNanojoules, other.gcNanojoules),
        ResourceUse.sum(emissionsPicograms, other.emissionsPicograms));
  }

  /** Returns this with 0 in place of unknown figures, for sums that count those separately. */
  public Footprint known() {
    if (cpuNanos >= 0 && allocatedBytes >= 0 && energyNanojoules >= 0 && emissionsPicograms >= 0) {
      return this;
    }
    return new Footprint(
        Math.max(0, cpuNanos),
        Math.max(0, allocatedBytes),
        Math.max(0, energyNanojoules),
        Math.max(0, gcNanojoules),
        Math.max(0, emissionsPicograms));
  }
}
