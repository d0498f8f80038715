// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.units;

/** Writes numbers with three decimals, by integer arithmetic, the same in every locale. */
public final class FixedPoint {

  private static final int THOUSAND = 1000;

  private FixedPoint() {}

  /** Appends thousandths as a decimal: 5210 as {@code 5.210}, -7 as {@code -0.007}. */
  public static void append(StringBuilder out, long thousandths) {
    if (thousandths < 0) {
      out.append('-');
    }
    // The sign is lost after the division, so that the most negative long does not overflow.
    long fraction = Math.abs(thousandths % THOUSAND);
    out.append(Math.abs(thousandths / THOUSAND)).append('.');
    out.append((char) ('0' + fraction / 100));
    out.append((char) ('0' + fraction / 10 % 10));
    out.append((char) ('0' + fraction % 10));
  }

  /** Divides to the nearest whole number; amounts are at least 0 and divisors above. */
  public static long divide(long amount, long divisor) {
    long quotient = amount / divisor;
    return amount % divisor >= divisor - divisor / 2 ? quotient + 1 : quotient;
  }
}
