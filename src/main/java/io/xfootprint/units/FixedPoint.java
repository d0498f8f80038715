// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.units;

/** Writes decimals by integer arithmetic, without an exponent, the same in every locale. */
public final class FixedPoint {

  private FixedPoint() {}

  /** Appends thousandths as a decimal: 5210 as {@code 5.210}, -7 as {@code -0.007}. */
  public static void append(StringBuilder out, long thousandths) {
    append(out, thousandths, 3, 3);
  }

  /**
   * Appends an amount whose last digits are decimals, without the zeros at its end: 50300 with 3
   * decimals as {@code 50.3}.
   *
   * @param decimals number of decimals, from 1
   * @param leastDecimals number of decimals that are written even where they are 0
   */
  public static void append(StringBuilder out, long amount, int decimals, int leastDecimals) {
    if (amount < 0) {
      out.append('-');
    }
    long unit = powerOfTen(decimals);
    // The sign is lost after the division, so that the most negative long does not overflow.
    long fraction = Math.abs(amount % unit);
    out.append(Math.abs(amount / unit));
    for (int i = 0; i < leastDecimals || fraction > 0; i++) {
      unit /= 10;
      out.append(i == 0 ? "." : "").append((char) ('0' + fraction / unit));
      fraction %= unit;
    }
  }

  /** Rounds to so many significant digits, from 1; amounts are at least 0. */
  public static long significant(long amount, int digits) {
    long limit = powerOfTen(digits);
    long unit = 1;
    for (long rest = amount; rest >= limit; rest /= 10) {
      unit *= 10;
    }
    return divide(amount, unit) * unit;
  }

  private static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  /** Divides to the nearest whole number; amounts are at least 0 and divisors above. */
  public static long divide(long amount, long divisor) {
    long quotient = amount / divisor;
    return amount % divisor >= divisor - divisor / 2 ? quotient + 1 : quotient;
  }
}
