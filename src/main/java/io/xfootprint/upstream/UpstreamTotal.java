// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.upstream;

import java.math.BigInteger;

/**
 * A sum of what calls to other services have cost there, over any number of instances. Immutable.
 *
 * <p>It has no limit: the largest long is 2.6 MWh in nJ, which services that draw 10 kW together
 * reach in eleven days.
 *
 * @param calls number of calls that this application has sent
 * @param told number of those whose answer has told any cost; the amounts are known if it is not 0
 * @param unknown number of calls whose cost is not known: of ours, and of those behind them
 * @param nanojoules energy in nJ, of the services called and of those behind them
 * @param picograms operational emissions in pg CO2e, of the same
 */
public record UpstreamTotal(
    BigInteger calls,
    BigInteger told,
    BigInteger unknown,
    BigInteger nanojoules,
    BigInteger picograms) {

  /** No call. */
  public static final UpstreamTotal NONE = of(UpstreamSum.NONE);

  /** Returns the sum of one process. */
  public static UpstreamTotal of(UpstreamSum sum) {
    return new UpstreamTotal(
        BigInteger.valueOf(sum.calls()),
        BigInteger.valueOf(sum.told()),
        BigInteger.valueOf(sum.unknown()),
        BigInteger.valueOf(sum.nanojoules()),
        BigInteger.valueOf(sum.picograms()));
  }

  /** Returns whether there was no call. */
  public boolean isNone() {
    return calls.signum() == 0;
  }

  /** Returns whether any answer has told its cost, so that the amounts are sums and not nothing. */
  public boolean isKnown() {
    return told.signum() > 0;
  }

  /** Returns the sum of both. */
  public UpstreamTotal plus(UpstreamTotal more) {
    return new UpstreamTotal(
        calls.add(more.calls),
        told.add(more.told),
        unknown.add(more.unknown),
        nanojoules.add(more.nanojoules),
        picograms.add(more.picograms));
  }

  /** Returns this without a part of it. Nothing gets less than 0. */
  public UpstreamTotal without(UpstreamTotal part) {
    return new UpstreamTotal(
        without(calls, part.calls),
        without(told, part.told),
        without(unknown, part.unknown),
        without(nanojoules, part.nanojoules),
        without(picograms, part.picograms));
  }

  private static BigInteger without(BigInteger whole, BigInteger part) {
    return whole.subtract(part).max(BigInteger.ZERO);
  }
}
