// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Supplier;
import org.greenbytes.http.sfv.BooleanItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.NumberItem;
import org.greenbytes.http.sfv.Parser;

/** One of our headers of an answer, read by a parser that is not ours. */
record Header(Dictionary dictionary) {

  static Header cost(Response answer) {
    return only(answer, "X-Footprint");
  }

  static Header total(Response answer) {
    return only(answer, "X-Footprint-Total");
  }

  private static Header only(Response answer, String name) {
    List<String> values = answer.headers().getValues(name);
    return only(values, () -> name + " in " + answer.headers());
  }

  /** Reads the one header of its name that there must be. */
  static Header only(List<String> values, Supplier<String> where) {
    assertEquals(1, values.size(), where);
    return new Header(Parser.parseDictionary(values.get(0)));
  }

  BigDecimal number(String key) {
    NumberItem<?> item = (NumberItem<?>) dictionary.get().get(key);
    return BigDecimal.valueOf(item.getAsLong()).divide(BigDecimal.valueOf(item.getDivisor()));
  }

  /** Reads a figure to the nearest whole number. */
  long whole(String key) {
    return number(key).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  boolean partial() {
    return dictionary.get().get("partial") instanceof BooleanItem flag && flag.get();
  }
}
