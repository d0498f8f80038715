// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.units;

/**
 * Writes amounts in a small unit as decimals of a larger one: 50300 uJ as {@code 50.3} mJ.
 *
 * <p>Only integers are used, so a figure is the same to the last digit wherever it is shown. There
 * is no exponent, because HTTP's structured fields (RFC 9651) have none, and no locale. Nothing is
 * allocated beyond the caller's text.
 */
public final class FixedPoint {

  /** From 10 to the power of 0 to that of 18, the highest in a long. */
  private static final long[] POWERS_OF_TEN = new long[19];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int exponent = 1; exponent < POWERS_OF_TEN.length; exponent++) {
      POWERS_OF_TEN[exponent] = 10 * POWERS_OF_TEN[exponent - 1];
    }
  }

  private FixedPoint() {}

  /**
   * Appends an amount whose last digits are decimals, without trailing zeros: 50300 with 3 decimals
   * as {@code 50.3}.
   *
   * @param amount in the small unit; may be negative
   * @param decimals number of digits of the amount that stand behind the point, 1 to 18
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

  /**
   * Rounds an amount of at least 0 to a number of significant digits, at least 1: 13340 with 3
   * digits is 13300.
   */
  public static long significant(long amount, int digits) {
    int dropped = digits(amount) - digits;
    return dropped <= 0 ? amount : divide(amount, powerOfTen(dropped)) * powerOfTen(dropped);
  }

  /** Returns the number of digits of an amount of at least 0; 0 has one. */
  public static int digits(long amount) {
    int digits = 1;
    while (digits < POWERS_OF_TEN.length && amount >= POWERS_OF_TEN[digits]) {
      digits++;
    }
    return digits;
  }

  private static long powerOfTen(int exponent) {
    return POWERS_OF_TEN[exponent];
  }

  /** Divides an amount of at least 0 by a divisor above 0, to the nearest whole number. */
  public static long divide(long amount, long divisor) {
    // Not (amount + divisor / 2) / divisor, which overflows near the largest long.
    long quotient = amount / divisor;
    long rest = amount - quotient * divisor;
    return rest >= divisor - divisor / 2 ? quotient + 1 : quotient;
  }
}
