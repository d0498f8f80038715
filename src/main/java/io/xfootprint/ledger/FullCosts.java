// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

/**
 * Spreads what belongs to time and to no request over routes and background, by CPU time: idle
 * power, memory and embodied emissions. The full costs of all of them add up to the application's,
 * but for rounding; with no CPU time at all there is nothing to spread by.
 *
 * @param cpuNanos CPU time of all routes and the background in ns
 * @param ofTime what is spread, embodied emissions included
 */
public record FullCosts(long cpuNanos, Totals ofTime) {

  /**
   * Returns the full cost of a line.
   *
   * @param line one of the routes, or the background, over the same period
   */
  public FullCost of(Totals line) {
    double share = cpuNanos > 0 ? (double) line.cpuNanos() / cpuNanos : 0;
    return new FullCost(
        Totals.saturatingSum(
            line.energyNanojoules(), Math.round(share * ofTime.energyNanojoules())),
        Totals.saturatingSum(
            line.emissionsPicograms(), Math.round(share * ofTime.emissionsPicograms())));
  }
}
