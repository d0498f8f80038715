// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.upstream;

/**
 * A sum of what calls to other services have cost there. Immutable.
 *
 * <p>It is never added to what this application itself has cost: those services report the same
 * cost themselves, and a sum over both would count it twice.
 *
 * @param calls number of calls that this application has sent
 * @param told number of those whose answer has told any cost; the amounts are known if it is not 0
 * @param unknown number of calls whose cost is not known: of ours, and of those behind them
 * @param nanojoules energy in nJ, of the services called and of those behind them
 * @param picograms operational emissions in pg CO2e, of the same
 */
public record UpstreamSum(long calls, long told, long unknown, long nanojoules, long picograms) {

  /** No call. */
  public static final UpstreamSum NONE = new UpstreamSum(0, 0, 0, 0, 0);

  /** One call whose cost is not known, as long as its answer says nothing else. */
  public static final UpstreamSum SILENT = new UpstreamSum(1, 0, 1, 0, 0);

  /** Returns whether there was no call. */
  public boolean isNone() {
    return calls == 0;
  }

  /** Returns whether any answer has told its cost, so that the amounts are sums and not nothing. */
  public boolean isKnown() {
    return told > 0;
  }

  /** Returns the sum of both. Amounts beyond a long stay at the largest one. */
  public UpstreamSum plus(UpstreamSum more) {
    return new UpstreamSum(
        calls + more.calls,
        told + more.told,
        plus(unknown, more.unknown),
        plus(nanojoules, more.nanojoules),
        plus(picograms, more.picograms));
  }

  /** Returns what was added since an earlier sum. */
  public UpstreamSum since(UpstreamSum earlier) {
    return new UpstreamSum(
        calls - earlier.calls,
        told - earlier.told,
        unknown - earlier.unknown,
        nanojoules - earlier.nanojoules,
        picograms - earlier.picograms);
  }

  /** Returns this sum without one call that was {@link #SILENT} in it. */
  UpstreamSum withoutSilent() {
    return new UpstreamSum(calls - 1, told, unknown - 1, nanojoules, picograms);
  }

  /** Adds amounts of at least 0. An answer has at most 1e15 nJ, so 9,000 of the largest do this. */
  private static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
