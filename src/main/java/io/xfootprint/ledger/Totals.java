// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.function.LongBinaryOperator;

/**
 * Sums over some requests or other work of this process.
 *
 * <p>A request with an unknown figure is counted as such and adds nothing to the sum of that
 * figure, so that a reader can tell "nothing" from "not known".
 *
 * @param requests number of requests
 * @param errors number of requests that failed: status 500 to 599, or an exception
 * @param withoutCpu number of requests whose CPU time, and so energy, is not known
 * @param withoutBytes number of requests whose allocated bytes are not known
 * @param estimated number of requests with figures that were estimated in part
 * @param cpuNanos CPU time in ns
 * @param allocatedBytes heap bytes allocated
 * @param energyNanojoules active energy in nJ
 * @param gcNanojoules part of that energy that is the share of garbage collection, in nJ
 * @param emissionsPicograms operational emissions in pg CO2e
 */
public record Totals(
    long requests,
    long errors,
    long withoutCpu,
    long withoutBytes,
    long estimated,
    long cpuNanos,
    long allocatedBytes,
    long energyNanojoules,
    long gcNanojoules,
    long emissionsPicograms) {

  /** Totals that are all 0. */
  public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Returns the sum of both. */
  public Totals plus(Totals other) {
    return with(other, Totals::saturatingSum);
  }

  /**
   * Adds amounts of at least 0. A sum that is too large is the largest long: a server of 300 W
   * reaches that in nJ within a year.
   */
  static long saturatingSum(long a, long b) {
    return a > Long.MAX_VALUE - Math.max(0, b) ? Long.MAX_VALUE : a + b;
  }

  /** Returns what was added since an earlier reading of the same sums. */
  public Totals since(Totals earlier) {
    return with(earlier, (now, then) -> now - then);
  }

  private Totals with(Totals other, LongBinaryOperator operator) {
    return new Totals(
        operator.applyAsLong(requests, other.requests),
        operator.applyAsLong(errors, other.errors),
        operator.applyAsLong(withoutCpu, other.withoutCpu),
        operator.applyAsLong(withoutBytes, other.withoutBytes),
        operator.applyAsLong(estimated, other.estimated),
        operator.applyAsLong(cpuNanos, other.cpuNanos),
        operator.applyAsLong(allocatedBytes, other.allocatedBytes),
        operator.applyAsLong(energyNanojoules, other.energyNanojoules),
        operator.applyAsLong(gcNanojoules, other.gcNanojoules),
        operator.applyAsLong(emissionsPicograms, other.emissionsPicograms));
  }

  /** Returns whether both are the same. */
  boolean isSame(Totals other) {
    return requests == other.requests
        && errors == other.errors
        && estimated == other.estimated
        && withoutCpu == other.withoutCpu
        && withoutBytes == other.withoutBytes
        && cpuNanos == other.cpuNanos
        && allocatedBytes == other.allocatedBytes
        && energyNanojoules == other.energyNanojoules
        && gcNanojoules == other.gcNanojoules
        && emissionsPicograms == other.emissionsPicograms;
  }

  /** Returns the mean bytes of the requests whose bytes are known; 0 if there are none. */
  public double meanAllocatedBytes() {
    long known = requests - withoutBytes;
    return known > 0 ? (double) allocatedBytes / known : 0;
  }
}
