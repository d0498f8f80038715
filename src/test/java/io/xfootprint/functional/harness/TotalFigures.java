// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.greenbytes.http.sfv.DecimalItem;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parser;

/**
 * What {@code X-Footprint-Total} says.
 *
 * @param partial whether it says that it does not hold all
 */
public record TotalFigures(
    long requests,
    BigDecimal joules,
    BigDecimal milligrams,
    BigDecimal fullJoules,
    BigDecimal fullMilligrams,
    boolean partial) {

  private static final String PARTIAL = "partial";

  /** Reads a header as a Dictionary of RFC 9651, and checks the order and kind of its members. */
  public static TotalFigures parse(String header) {
    Map<String, ListElement<?>> members = Parser.parseDictionary(header).get();
    boolean partial = members.containsKey(PARTIAL);
    List<String> keys =
        new ArrayList<>(List.of("requests", "energy-j", "co2e-mg", "full-j", "full-co2e-mg"));
    if (partial) {
      keys.add(PARTIAL);
      assertEquals(true, members.get(PARTIAL).get(), header);
    }
    assertEquals(keys, List.copyOf(members.keySet()), header);
    return new TotalFigures(
        assertInstanceOf(IntegerItem.class, members.get("requests"), header).getAsLong(),
        decimal(members, "energy-j"),
        decimal(members, "co2e-mg"),
        decimal(members, "full-j"),
        decimal(members, "full-co2e-mg"),
        partial);
  }

  private static BigDecimal decimal(Map<String, ListElement<?>> members, String key) {
    return assertInstanceOf(DecimalItem.class, members.get(key), key).get();
  }
}
