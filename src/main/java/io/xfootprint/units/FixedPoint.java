// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.units;

/** Writes decimals with integer arithmetic, without exponents, alike in every locale. */
public final class FixedPoint {

  private FixedPoint() {}

  /** Appends thousandths as a decimal: 5210 as {@code 5.210}, -7 as {@code -0.007}. */
  public static void append(StringBuilder out, long thousandths) {
    append(out, thousandths, 3, 3);
  }

  /**
   * Appends an amount whose last digits are decimals, without trailing zeros: 50300 with 3 decimals
   * as {@code 50.3}.
   *
   * @param decimals number of decimals, at least 1
   * @param leastDecimals number of decimals that are written even if they are 0
   */
  public static void append(StringBuilder out, long amount, int decimals, int leastDecimals) {
    if (amount < 0) {
      out.append('-');
    }
    long unit = powerOfTen(decimals);
    // The sign is dropped after the division, so that the most negative long does not overflow.
    long fraction = Math.abs(amount % unit);
    out.append(Math.abs(amount / unit));
    for (int i = 0; i < leastDecimals || fraction > 0; i++) {
      unit /= 10;
      out.append(i == 0 ? "." : "").append((char) ('0' + fraction / unit));
      fraction %= unit;
    }
  }

  /** Rounds an amount of at least 0 to a number of significant digits, at least 1. */
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

  /** Divides an amount of at least 0 by a divisor above 0, to the nearest whole number. */
  public static long divide(long amount, long divisor) {
    long quotient = amount / divisor;
    return amount % divisor >= divisor - divisor / 2 ? quotient + 1 : quotient;
  }
}
