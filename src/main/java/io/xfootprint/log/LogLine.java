// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import io.xfootprint.settings.LogFormat;
import io.xfootprint.units.FixedPoint;
import java.math.BigInteger;

/**
 * One line of pairs, as logfmt or as a JSON object.
 *
 * <p>No text can end its quotes or its line: what is not printable ASCII, or is a quote or a
 * backslash, becomes a question mark. Numbers look the same in every locale.
 */
final class LogLine {

  private static final int DIGITS = 3;

  private final boolean json;
  private final StringBuilder out = new StringBuilder(200);

  LogLine(LogFormat format) {
    json = format == LogFormat.JSON;
  }

  LogLine text(String key, String value) {
    key(key);
    out.append('"');
    value.chars().map(LogLine::safe).forEach(character -> out.append((char) character));
    out.append('"');
    return this;
  }

  LogLine whole(String key, long value) {
    key(key);
    out.append(value);
    return this;
  }

  /** Adds a number with three decimals. */
  LogLine decimal(String key, long thousandths) {
    key(key);
    FixedPoint.append(out, thousandths);
    return this;
  }

  /**
   * Adds a number whose last digits are decimals, with three decimals, or with three significant
   * digits where it is nearer to 0 than 0.001: what is little would look like nothing.
   */
  LogLine decimal(String key, long number, int decimals) {
    key(key);
    if (number < 0) {
      out.append('-');
    }
    long amount = Math.abs(number);
    long thousandth = 1;
    for (int i = DIGITS; i < decimals; i++) {
      thousandth *= 10;
    }
    if (amount >= thousandth) {
      FixedPoint.append(out, FixedPoint.divide(amount, thousandth));
    } else {
      FixedPoint.append(out, FixedPoint.significant(amount, DIGITS), decimals, DIGITS);
    }
    return this;
  }

  /**
   * Adds a number that may be more than a long holds. Its last digits are decimals, as for {@link
   * #decimal(String, long, int)}; without decimals it is told as the most that a long holds.
   */
  LogLine number(String key, BigInteger number, int decimals) {
    if (decimals == 0) {
      return whole(key, number.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue());
    }
    if (number.bitLength() < Long.SIZE) {
      return decimal(key, number.longValue(), decimals);
    }
    BigInteger thousandth = BigInteger.TEN.pow(decimals - DIGITS);
    BigInteger half = thousandth.shiftRight(1);
    return decimal(key, number.add(half).divide(thousandth).longValueExact());
  }

  /** Adds something that is true. */
  LogLine flag(String key) {
    key(key);
    out.append("true");
    return this;
  }

  private void key(String key) {
    if (json) {
      out.append(out.isEmpty() ? "{" : ",").append('"').append(key).append("\":");
    } else {
      out.append(out.isEmpty() ? "" : " ").append(key).append('=');
    }
  }

  private static int safe(int character) {
    boolean plain = character >= ' ' && character < 0x7F && character != '"' && character != '\\';
    return plain ? character : '?';
  }

  @Override
  public String toString() {
    return json ? out + "}" : out.toString();
  }
}
