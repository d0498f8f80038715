// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.Stream;

/**
 * A kind of figure, in the units that people read it in: the largest one in which it is at least 1,
 * with three significant digits. More would look more exact than an estimate is.
 *
 * <p>The figures of a column take one unit, that of the largest, and the same decimals, so that
 * they can be compared.
 */
enum Quantity {
  ENERGY("nJ", "µJ", "mJ", "J", "kJ", "MJ", "GJ"),
  WATT_HOURS("nWh", "µWh", "mWh", "Wh", "kWh", "MWh", "GWh"),
  /** Of CO2e, which the heading says. */
  EMISSIONS("pg", "ng", "µg", "mg", "g", "kg", "t"),
  TIME("ns", "µs", "ms", "s"),
  BYTES("B", "kB", "MB", "GB", "TB"),
  COUNT("");

  static final BigDecimal NANOJOULES_PER_KILOWATT_HOUR = new BigDecimal("3.6e15");

  private static final int SIGNIFICANT_DIGITS = 3;

  /** From a unit to the next, and from a thin space to the next. */
  private static final int DIGITS_OF_THOUSAND = 3;

  private static final int DECIMALS_OF_GRAMS = 12;
  private static final char NO_BREAK = '\u00a0';
  private static final char BETWEEN_THOUSANDS = '\u202f';

  // An array can be changed, but nobody changes this one.
  @SuppressWarnings("ImmutableEnumChecker")
  private final String[] units;

  /** Takes the names of the units, each a thousand of the one before. */
  Quantity(String... units) {
    this.units = units;
  }

  /** Returns pg as g. */
  static BigDecimal grams(BigInteger picograms) {
    return new BigDecimal(picograms, DECIMALS_OF_GRAMS);
  }

  /** Returns a figure, given in the smallest unit, with the unit that fits it. */
  String text(BigInteger amount) {
    if (this == COUNT) {
      return grouped(new BigDecimal(amount));
    }
    int unit = unit(amount);
    BigDecimal rounded =
        new BigDecimal(amount, exponent(unit)).round(new MathContext(SIGNIFICANT_DIGITS));
    int decimals = Math.max(0, rounded.scale());
    return grouped(rounded.setScale(decimals, RoundingMode.HALF_UP)) + NO_BREAK + units[unit];
  }

  /** Returns how the figures of a column are written, the largest with three digits or four. */
  Column column(Stream<BigInteger> figures) {
    BigInteger largest = figures.map(BigInteger::abs).reduce(BigInteger.ZERO, BigInteger::max);
    int unit = unit(largest);
    int wholeDigits = largest.toString().length() - exponent(unit);
    int decimals = unit == 0 ? 0 : Math.max(0, SIGNIFICANT_DIGITS + 1 - wholeDigits);
    return new Column(units[unit], exponent(unit), decimals);
  }

  /** Returns the place of the largest unit in which an amount is at least 1. */
  private int unit(BigInteger amount) {
    int digits = amount.abs().toString().length();
    return Math.min((digits - 1) / DIGITS_OF_THOUSAND, units.length - 1);
  }

  private static int exponent(int unit) {
    return DIGITS_OF_THOUSAND * unit;
  }

  /**
   * How the figures of a column are written.
   *
   * @param unit the name of their unit
   * @param exponent its power of ten of the smallest unit
   * @param decimals of each
   */
  record Column(String unit, int exponent, int decimals) {

    /** Returns the number. What is too little for the decimals is told as less than the least. */
    String number(BigInteger amount) {
      BigDecimal exact = new BigDecimal(amount, exponent);
      BigDecimal rounded = exact.setScale(decimals, RoundingMode.HALF_UP);
      boolean looksLikeNothing = rounded.signum() == 0 && exact.signum() > 0;
      return looksLikeNothing
          ? "< " + BigDecimal.ONE.movePointLeft(decimals).toPlainString()
          : grouped(rounded);
    }
  }

  /** Returns a number with a thin space between thousands. */
  private static String grouped(BigDecimal number) {
    StringBuilder out = new StringBuilder(number.toPlainString());
    int point = out.indexOf(".");
    int first = number.signum() < 0 ? 1 : 0;
    int i = (point < 0 ? out.length() : point) - DIGITS_OF_THOUSAND;
    for (; i > first; i -= DIGITS_OF_THOUSAND) {
      out.insert(i, BETWEEN_THOUSANDS);
    }
    return out.toString();
  }
}
