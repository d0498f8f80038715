// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of pairs as the totals are logged. */
public record LoggedLine(Map<String, String> pairs) {

  private static final Pattern PAIR = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|(\\S+))");

  static LoggedLine parse(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    Matcher pair = PAIR.matcher(text);
    while (pair.find()) {
      pairs.put(pair.group(1), pair.group(2) == null ? pair.group(3) : pair.group(2));
    }
    return new LoggedLine(pairs);
  }

  boolean has(String key) {
    return pairs.containsKey(key);
  }

  public String text(String key) {
    String value = pairs.get(key);
    if (value == null) {
      throw new AssertionError(key + " is not in " + pairs);
    }
    return value;
  }

  /** Returns a number with its decimals, or 0 if there is none. */
  public BigDecimal figure(String key) {
    return new BigDecimal(pairs.getOrDefault(key, "0"));
  }

  public double number(String key) {
    return Double.parseDouble(text(key));
  }

  /** Returns by how much the number may be off by being rounded: half of its last digit. */
  public double rounding(String key) {
    return new BigDecimal(text(key)).ulp().doubleValue() / 2;
  }
}
