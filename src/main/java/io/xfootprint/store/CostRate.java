// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.units.Scale;

/**
 * The full cost of an application per minute.
 *
 * @param joulesPerMinute energy in J
 * @param gramsPerMinute emissions in gCO2e, embodied ones included
 */
public record CostRate(double joulesPerMinute, double gramsPerMinute) {

  /** Returns the rate of a cost over some time, which counts as one minute at least. */
  public static CostRate of(double nanojoules, double picograms, double minutes) {
    double divisor = Math.max(1, minutes);
    return new CostRate(nanojoules / Scale.NANO / divisor, picograms / Scale.PICO / divisor);
  }
}
