// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.NumberItem;
import org.greenbytes.http.sfv.Parser;

/**
 * What {@code X-Footprint} says, to the nearest whole number; a figure that is left out is {@link
 * #ABSENT}.
 *
 * @param early whether the answer was committed with the last byte of its body
 * @param partial whether the answer was committed before that, or work went on elsewhere
 * @param estimated whether it is not measured
 */
public record Figures(
    long cpuMicros,
    long allocatedBytes,
    long energyMicrojoules,
    long emissionsNanograms,
    boolean early,
    boolean partial,
    boolean estimated) {

  public static final long ABSENT = -1;

  private static final String BYTES = "alloc-b";
  private static final List<String> KEYS = List.of("cpu-us", BYTES, "energy-uj", "co2e-ng");
  private static final String EARLY = "early";
  private static final String PARTIAL = "partial";
  private static final String ESTIMATED = "estimated";

  /** Reads a header as a Dictionary of RFC 9651, and checks the order and kind of its members. */
  public static Figures parse(String header) {
    Map<String, ListElement<?>> members = Parser.parseDictionary(header).get();
    List<String> inOrder = new ArrayList<>(KEYS);
    inOrder.add(members.containsKey(EARLY) ? EARLY : PARTIAL);
    inOrder.add(ESTIMATED);
    inOrder.retainAll(members.keySet());
    assertEquals(inOrder, List.copyOf(members.keySet()), header);
    members.forEach(
        (key, value) -> {
          if (List.of(EARLY, PARTIAL, ESTIMATED).contains(key)) {
            assertEquals(true, value.get(), header);
          } else {
            Class<?> kind = key.equals(BYTES) ? IntegerItem.class : NumberItem.class;
            assertInstanceOf(kind, value, header);
          }
        });
    return new Figures(
        figure(members, 0),
        figure(members, 1),
        figure(members, 2),
        figure(members, 3),
        members.containsKey(EARLY),
        members.containsKey(PARTIAL),
        members.containsKey(ESTIMATED));
  }

  private static long figure(Map<String, ListElement<?>> members, int key) {
    return members.get(KEYS.get(key)) instanceof NumberItem<?> item
        ? decimal(item).setScale(0, RoundingMode.HALF_UP).longValueExact()
        : ABSENT;
  }

  /** Reads a figure of a header with its decimals. */
  public static BigDecimal decimal(String header, String key) {
    return decimal((NumberItem<?>) Parser.parseDictionary(header).get().get(key));
  }

  private static BigDecimal decimal(NumberItem<?> item) {
    return BigDecimal.valueOf(item.getAsLong()).divide(BigDecimal.valueOf(item.getDivisor()));
  }

  /** Tells whether all work of the request was over. */
  public boolean isFinal() {
    return !early && !partial;
  }

  /** Tells whether no figure is left out. */
  public boolean complete() {
    return cpuMicros >= 0
        && allocatedBytes >= 0
        && energyMicrojoules >= 0
        && emissionsNanograms >= 0;
  }
}
