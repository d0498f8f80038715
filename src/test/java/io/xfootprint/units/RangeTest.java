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

  @Test
  void multipliesTheFactorsOfAProduct() {
    Range emissions = Range.within(2.1).times(Range.within(1.1));
    assertEquals(2.31, emissions.below(), 1e-12);
    assertEquals(2.31, emissions.above(), 1e-12);
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
