// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeTest {

  @Test
  void givesTheLeastAndTheMostOfAFigure() {
    Range range = new Range(1.5, 3);
    assertEquals(2, range.low(3), 1e-12);
    assertEquals(9, range.high(3), 1e-12);
    assertEquals(0, range.low(0));
    assertEquals(7, Range.EXACT.low(7));
    assertEquals(7, Range.EXACT.high(7));
  }

  /** The logarithm of the factor is the root of the sum of the squares of those of the parts. */
  @Test
  void combinesIndependentErrorsInQuadrature() {
    Range product = new Range(2, 3).times(new Range(10, 1.5));
    assertEquals(11.07, product.below(), 0.005);
    assertEquals(3.23, product.above(), 0.005);
    assertEquals(product, new Range(10, 1.5).times(new Range(2, 3)));
  }

  @Test
  void isNoWiderForAnExactFactor() {
    Range range = new Range(1.3, 2.6);
    assertEquals(1.3, range.times(Range.EXACT).below(), 1e-12);
    assertEquals(2.6, Range.EXACT.times(range).above(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"0.9, 2", "2, 0.9", "NaN, 2", "2, NaN", "Infinity, 2", "2, Infinity"})
  void rejectsFactorsThatAreNone(double below, double above) {
    var e = assertThrows(IllegalArgumentException.class, () -> new Range(below, above));
    assertEquals(
        "below and above must be finite and >= 1, but were " + below + " and " + above,
        e.getMessage());
  }
}
