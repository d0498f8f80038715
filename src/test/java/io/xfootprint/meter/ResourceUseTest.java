// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceUseTest {

  @Test
  void addsFigureByFigure() {
    assertEquals(new ResourceUse(4, 6), new ResourceUse(1, 2).plus(new ResourceUse(3, 4)));
  }

  @Test
  void keepsASumWithAnUnknownPartUnknown() {
    assertEquals(new ResourceUse(-1, 6), new ResourceUse(-1, 2).plus(new ResourceUse(3, 4)));
    assertEquals(new ResourceUse(4, -1), new ResourceUse(1, 2).plus(new ResourceUse(3, -1)));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, true", "1, 0, false", "0, 1, false", "-1, 0, false", "0, -1, false"})
  void tellsNothingFromUnknown(long cpuNanos, long allocatedBytes, boolean none) {
    assertEquals(none, new ResourceUse(cpuNanos, allocatedBytes).isNone());
  }

  @ParameterizedTest
  @CsvSource({"5, 9, 4", "5, 5, 0", "0, 7, 7", "-1, 9, -1", "5, -1, -1", "-1, -1, -1", "9, 5, -1"})
  void tellsWhatLiesBetweenTwoReadings(long start, long end, long expected) {
    assertEquals(expected, ResourceUse.between(start, end));
  }
}
