// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;

/**
 * A kind of figure, in the units that people read it in: the largest one in which it is at least 1,
 * with three significant digits.
 *
 * <p>The figures of a column take one unit, that of the largest, and the same decimals, so that
 * they can be compared.
 */
enum Quantity {
  ENERGY(
      List.of(
          new Unit("nJ", 0),
          new Unit("µJ", 3),
          new Unit("mJ", 6),
          new Unit("J", 9),
          new Unit("kJ", 12),
          new Unit("MJ", 15),
          new Unit("GJ", 18))),
  WATT_HOURS(
      List.of(
          new Unit("nWh", 0),
          new Unit("µWh", 3),
          new Unit("mWh", 6),
          new Unit("Wh", 9),
          new Unit("kWh", 12),
          new Unit("MWh", 15),
          new Unit("GWh", 18))),
  EMISSIONS(
      List.of(
          new Unit("pg", 0),
          new Unit("ng", 3),
          new Unit("µg", 6),
          new Unit("mg", 9),
          new Unit("g", 12),
          new Unit("kg", 15),
          new Unit("t", 18))),
  TIME(List.of(new Unit("ns", 0), new Unit("µs", 3), new Unit("ms", 6), new Unit("s", 9))),
  BYTES(
      List.of(
          new Unit("B", 0),
          new Unit("kB", 3),
          new Unit("MB", 6),
          new Unit("GB", 9),
          new Unit("TB", 12))),
  COUNT(List.of(new Unit("", 0)));

  private static final int DIGITS = 3;
  private static final char NO_BREAK = '\u00a0';
  private static final char BETWEEN_THOUSANDS = '\u202f';

  /**
   * A unit.
   *
   * @param name as it is written; CO2e is left to the heading
   * @param exponent power of ten of the smallest unit
   */
  record Unit(String name, int exponent) {}

  // List.of() is.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Unit> units;

  Quantity(List<Unit> units) {
    this.units = units;
  }

  /** Returns the unit for a figure that is given in the smallest one. */
  Unit unit(BigInteger amount) {
    Unit fitting = units.get(0);
    for (Unit unit : units) {
      if (amount.abs().compareTo(BigInteger.TEN.pow(unit.exponent())) >= 0) {
        fitting = unit;
      }
    }
    return fitting;
  }

  /** Returns a figure with the unit that fits it, and three significant digits. */
  String text(BigInteger amount) {
    Unit unit = unit(amount);
    BigDecimal exact = new BigDecimal(amount).movePointLeft(unit.exponent());
    BigDecimal rounded = exact.round(new MathContext(DIGITS));
    int decimals = this == COUNT ? 0 : Math.max(0, rounded.scale());
    String number = grouped(rounded.setScale(decimals, RoundingMode.HALF_UP));
    return unit.name().isEmpty() ? grouped(exact) : number + NO_BREAK + unit.name();
  }

  /** Returns how the figures of a column are written, the largest with three digits or four. */
  Column column(Stream<BigInteger> figures) {
    BigInteger largest = figures.map(BigInteger::abs).reduce(BigInteger.ZERO, BigInteger::max);
    Unit unit = unit(largest);
    int whole =
        new BigDecimal(largest).movePointLeft(unit.exponent()).toBigInteger().toString().length();
    return new Column(unit, unit.exponent() == 0 ? 0 : Math.max(0, DIGITS + 1 - whole));
  }

  /**
   * Writes figures in one unit with so many decimals.
   *
   * @param unit of all
   * @param decimals of each
   */
  record Column(Unit unit, int decimals) {

    /** Returns the number; what is too little for the decimals is told as less than the least. */
    String number(BigInteger amount) {
      BigDecimal exact = new BigDecimal(amount).movePointLeft(unit.exponent());
      BigDecimal rounded = exact.setScale(decimals, RoundingMode.HALF_UP);
      boolean looksLikeNothing = rounded.signum() == 0 && exact.signum() > 0;
      return looksLikeNothing
          ? "< " + BigDecimal.ONE.movePointLeft(decimals).toPlainString()
          : grouped(rounded);
    }
  }

  /** Writes a thin space between thousands. */
  private static String grouped(BigDecimal number) {
    String plain = number.toPlainString();
    int point = plain.indexOf('.');
    int end = point < 0 ? plain.length() : point;
    StringBuilder out = new StringBuilder(plain);
    int first = plain.startsWith("-") ? 1 : 0;
    for (int i = end - 3; i > first; i -= 3) {
      out.insert(i, BETWEEN_THOUSANDS);
    }
    return out.toString();
  }
}
