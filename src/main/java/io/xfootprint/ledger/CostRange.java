// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Uncertainty;
import io.xfootprint.model.Uncertainty.Range;

/**
 * Between which figures a cost may really lie.
 *
 * <p>What is wrong with a coefficient is wrong everywhere in the same direction, so the ranges of
 * parts add up.
 *
 * @param lowNanojoules least energy in nJ
 * @param highNanojoules most energy in nJ
 * @param lowPicograms least emissions in pg CO2e, without embodied ones
 * @param highPicograms most emissions in pg CO2e, without embodied ones
 */
public record CostRange(
    long lowNanojoules, long highNanojoules, long lowPicograms, long highPicograms) {

  /**
   * Returns the range of a cost.
   *
   * @param active the part that work has caused
   * @param ofTime the part that belongs to time: idle power and memory
   */
  static CostRange of(Uncertainty uncertainty, Totals active, Totals ofTime) {
    Range dynamic = uncertainty.dynamic();
    Range idle = uncertainty.idle();
    Range grid = uncertainty.grid();
    return new CostRange(
        low(dynamic, active.energyNanojoules(), idle, ofTime.energyNanojoules()),
        high(dynamic, active.energyNanojoules(), idle, ofTime.energyNanojoules()),
        low(
            dynamic.times(grid),
            active.emissionsPicograms(),
            idle.times(grid),
            ofTime.emissionsPicograms()),
        high(
            dynamic.times(grid),
            active.emissionsPicograms(),
            idle.times(grid),
            ofTime.emissionsPicograms()));
  }

  private static long low(Range dynamic, long active, Range idle, long ofTime) {
    return Math.round(dynamic.low((double) active) + idle.low((double) ofTime));
  }

  private static long high(Range dynamic, long active, Range idle, long ofTime) {
    return Math.round(dynamic.high((double) active) + idle.high((double) ofTime));
  }
}
