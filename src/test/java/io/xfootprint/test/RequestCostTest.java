// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCostTest {

  private static final String HEADER =
      "cpu-us=9.375, alloc-b=18000000, energy-uj=12900, co2e-ng=2540, partial, estimated";

  @Test
  void readsFiguresAndMarks() {
    RequestCost cost = RequestCost.parse(HEADER);
    assertEquals(9.375, cost.of(Figure.CPU));
    assertEquals(18_000_000, cost.of(Figure.ALLOCATION));
    assertEquals(12_900, cost.of(Figure.ENERGY));
    assertTrue(cost.isPartial());
    assertTrue(cost.isEstimated());
  }

  @Test
  void takesEarlyForAWholeFigure() {
    RequestCost cost = RequestCost.parse("alloc-b=1, early");
    assertFalse(cost.isPartial());
    assertFalse(cost.isEstimated());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alloc-b",
        "alloc-b=",
        "alloc-b=-1",
        "alloc-b=1e9",
        "alloc-b=NaN",
        "alloc-b=0x10",
        "alloc-b=1.",
        "alloc-b=1;a=2",
        "alloc-b=\"1\"",
        "alloc-b=1234567890123456",
        "Alloc-b=1",
        "cpu-us=1",
        ",,,=,=",
        "alloc-b=?1"
      })
  void leavesOutWhatItDoesNotUnderstand(String header) {
    assertEquals(Double.NaN, RequestCost.parse(header).of(Figure.ALLOCATION));
  }

  @Test
  void survivesAnyText() {
    Random random = new Random(17);
    String signs = "cpu-usalloc-b=0123456789., \t\"\u0000\u00e4;?partial";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(HEADER);
      for (int change = random.nextInt(8); change >= 0; change--) {
        int at = random.nextInt(text.length());
        char sign = signs.charAt(random.nextInt(signs.length()));
        if (random.nextBoolean()) {
          text.setCharAt(at, sign);
        } else {
          text.insert(at, sign);
        }
      }
      RequestCost cost = RequestCost.parse(text.toString());
      for (Figure figure : Figure.values()) {
        assertFalse(cost.of(figure) < 0 || Double.isInfinite(cost.of(figure)), text::toString);
      }
    }
  }

  @Test
  void takesTheMiddleOneOfAnOddNumber() {
    assertEquals(3, RequestCost.median(new double[] {900, 1, 3}));
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertEquals(2.5, RequestCost.median(new double[] {900, 3, 1, 2}));
  }

  @Test
  void knowsNoMedianWhereAnyFigureIsUnknown() {
    RequestCost median =
        RequestCost.median(costs("cpu-us=1, alloc-b=10", "alloc-b=30", "cpu-us=3, alloc-b=20"));
    assertEquals(20, median.of(Figure.ALLOCATION));
    assertEquals(Double.NaN, median.of(Figure.CPU));
    assertEquals(Double.NaN, median.of(Figure.ENERGY));
  }

  @Test
  void keepsAMarkThatAnyRequestHas() {
    RequestCost median = RequestCost.median(costs("alloc-b=1", "alloc-b=1, partial", "alloc-b=1"));
    assertTrue(median.isPartial());
    assertFalse(median.isEstimated());
  }

  private static List<RequestCost> costs(String... headers) {
    return Stream.of(headers).map(RequestCost::parse).toList();
  }
}
