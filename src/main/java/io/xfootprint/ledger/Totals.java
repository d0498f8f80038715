// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

/**
 * Sums over some requests or other work.
 *
 * <p>A request of which a figure was not known is counted as such and adds nothing to the sum of
 * that figure, so that a reader can tell "nothing" from "not known".
 *
 * @param requests number of requests
 * @param errors number of those that failed: status 500 to 599, or an exception
 * @param withoutCpu number of those whose CPU time, and so their energy, is not known
 * @param withoutBytes number of those whose allocated bytes are not known
 * @param estimated number of those whose figures were estimated in part, as on virtual threads
 * @param cpuNanos CPU time in ns
 * @param allocatedBytes heap bytes allocated
 * @param energyNanojoules active energy in nJ
 * @param gcNanojoules part of that energy which is the share of garbage collection, in nJ
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

  /** Nothing. */
  public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Sums without a share of garbage collection. */
  public Totals(
      long requests,
      long errors,
      long withoutCpu,
      long withoutBytes,
      long estimated,
      long cpuNanos,
      long allocatedBytes,
      long energyNanojoules,
      long emissionsPicograms) {
    this(
        requests,
        errors,
        withoutCpu,
        withoutBytes,
        estimated,
        cpuNanos,
        allocatedBytes,
        energyNanojoules,
        0,
        emissionsPicograms);
  }

  /** Returns the sum of both. */
  public Totals plus(Totals other) {
    return new Totals(
        saturatingSum(requests, other.requests),
        saturatingSum(errors, other.errors),
        saturatingSum(withoutCpu, other.withoutCpu),
        saturatingSum(withoutBytes, other.withoutBytes),
        saturatingSum(estimated, other.estimated),
        saturatingSum(cpuNanos, other.cpuNanos),
        saturatingSum(allocatedBytes, other.allocatedBytes),
        saturatingSum(energyNanojoules, other.energyNanojoules),
        saturatingSum(gcNanojoules, other.gcNanojoules),
        saturatingSum(emissionsPicograms, other.emissionsPicograms));
  }

  /**
   * Adds amounts of at least 0. A sum that has no room stays at the most that a long holds, as a
   * server of 300 W fills one with nJ in a year.
   */
  static long saturatingSum(long a, long b) {
    return a > Long.MAX_VALUE - Math.max(0, b) ? Long.MAX_VALUE : a + b;
  }

  /** Returns what was added since an earlier reading of the same sums. */
  public Totals since(Totals earlier) {
    return new Totals(
        requests - earlier.requests,
        errors - earlier.errors,
        withoutCpu - earlier.withoutCpu,
        withoutBytes - earlier.withoutBytes,
        estimated - earlier.estimated,
        cpuNanos - earlier.cpuNanos,
        allocatedBytes - earlier.allocatedBytes,
        energyNanojoules - earlier.energyNanojoules,
        gcNanojoules - earlier.gcNanojoules,
        emissionsPicograms - earlier.emissionsPicograms);
  }

  /** Returns the mean bytes of the requests whose bytes are known; 0 if there are none. */
  public double meanAllocatedBytes() {
    long known = requests - withoutBytes;
    return known > 0 ? (double) allocatedBytes / known : 0;
  }

  /** Tells whether CPU time and energy are known of any of the requests, or there are none. */
  public boolean knowsCpu() {
    return requests == 0 || (withoutCpu < requests && !isUnmet(cpuNanos));
  }

  /** Tells whether the allocated bytes are known of any of the requests, or there are none. */
  public boolean knowsBytes() {
    return requests == 0 || (withoutBytes < requests && !isUnmet(allocatedBytes));
  }

  /**
   * Tells whether a sum says only that samples have met none of the requests yet. They have used
   * something, so 0 is no figure of theirs.
   */
  private boolean isUnmet(long sum) {
    return sum == 0 && estimated > 0;
  }
}
