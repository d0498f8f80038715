// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import io.xfootprint.ledger.Metric;
import io.xfootprint.settings.LogFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * One line of pairs, as logfmt or as a JSON object.
 *
 * <p>No text can end its quotes or its line: quotes, backslashes and everything that is not
 * printable ASCII become question marks. Numbers look the same in every locale.
 */
final class LogLine {

  private static final int DIGITS = 3;
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._+%-]+");
  private static final BigDecimal THOUSANDTH = BigDecimal.ONE.movePointLeft(DIGITS);

  private final boolean json;
  private final StringBuilder out = new StringBuilder(200);

  LogLine(LogFormat format) {
    json = format == LogFormat.JSON;
  }

  /** Creates a line that tells an event: its name comes first, in JSON under the key event. */
  LogLine(LogFormat format, String event) {
    this(format);
    if (json) {
      text("event", event);
    } else {
      out.append(event);
    }
  }

  LogLine text(String key, String value) {
    key(key);
    out.append('"');
    value.chars().map(LogLine::safe).forEach(character -> out.append((char) character));
    out.append('"');
    return this;
  }

  /** Adds a word, which logfmt writes without quotes; a text with blanks or signs gets them. */
  LogLine word(String key, String value) {
    if (json || !WORD.matcher(value).matches()) {
      return text(key, value);
    }
    key(key);
    out.append(value);
    return this;
  }

  /**
   * Adds a number whose last digits are decimals. It is written with three decimals, or with three
   * significant digits below 0.001, where a small cost would look like none. A number without
   * decimals is cut to the largest long, as readers may know no larger one.
   */
  LogLine number(String key, BigInteger number, int decimals) {
    key(key);
    out.append(
        decimals == 0
            ? number.min(BigInteger.valueOf(Long.MAX_VALUE))
            : rounded(new BigDecimal(number, decimals)).toPlainString());
    return this;
  }

  private static BigDecimal rounded(BigDecimal number) {
    if (number.signum() == 0 || number.abs().compareTo(THOUSANDTH) >= 0) {
      return number.setScale(DIGITS, RoundingMode.HALF_UP);
    }
    BigDecimal digits =
        number.round(new MathContext(DIGITS, RoundingMode.HALF_UP)).stripTrailingZeros();
    return digits.setScale(Math.max(DIGITS, digits.scale()));
  }

  /** Adds a figure of a metric, unless it counts unusual requests and there are none. */
  LogLine figure(String key, BigInteger figure, Metric metric) {
    return metric.isUnusual() && figure.signum() == 0
        ? this
        : number(key, figure, metric.decimals());
  }

  /** Adds a share from 0 to 1 with three decimals, unless it is NaN, a share of nothing. */
  LogLine share(String key, double share) {
    return Double.isNaN(share)
        ? this
        : number(key, BigInteger.valueOf(Math.round(share * 1000)), DIGITS);
  }

  /** Adds a key with the value true. */
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
