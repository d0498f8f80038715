// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * The energy that one source of carbon intensities has priced, and what it emits by that source
 * alone: without what data centre and grid add on the way. Both are sums, so the mean intensity
 * follows exactly, over any number of windows and processes.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param nanojoules energy at the server's wall, in nJ
 * @param picograms that energy times the intensity of its window, in pg CO2e
 */
public record GridUse(BigInteger nanojoules, BigInteger picograms) {

  /** No energy. */
  public static final GridUse NONE = new GridUse(BigInteger.ZERO, BigInteger.ZERO);

  /** 1 pg/nJ is 1 mg/J, and a kWh has 3.6 million J. */
  private static final double GRAMS_PER_KILOWATT_HOUR = 3600;

  /** Returns the sum of both. */
  public GridUse plus(GridUse other) {
    return new GridUse(nanojoules.add(other.nanojoules), picograms.add(other.picograms));
  }

  /** Returns the part of this that exceeds another one, which is never less than 0. */
  GridUse beyond(GridUse other) {
    return new GridUse(
        nanojoules.subtract(other.nanojoules).max(BigInteger.ZERO),
        picograms.subtract(other.picograms).max(BigInteger.ZERO));
  }

  /** Returns the same for each source, without those that hold nothing then. */
  static Map<String, GridUse> beyond(Map<String, GridUse> uses, Map<String, GridUse> others) {
    Map<String, GridUse> left = new HashMap<>();
    uses.forEach(
        (source, use) -> {
          GridUse rest = use.beyond(others.getOrDefault(source, NONE));
          if (!rest.isNone()) {
            left.put(source, rest);
          }
        });
    return left;
  }

  /** Returns whether it holds nothing. */
  boolean isNone() {
    return nanojoules.signum() == 0 && picograms.signum() == 0;
  }

  /** Returns the mean intensity in gCO2e/kWh, by energy; NaN without energy. */
  public double gramsPerKilowattHour() {
    return picograms.doubleValue() / nanojoules.doubleValue() * GRAMS_PER_KILOWATT_HOUR;
  }
}
