// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FootprintTest {

  @Test
  void addsFigureByFigure() {
    assertEquals(
        new Footprint(11, 22, 33, 44),
        new Footprint(1, 2, 3, 4).plus(new Footprint(10, 20, 30, 40)));
    assertEquals(new Footprint(1, 2, 3, 4), Footprint.NONE.plus(new Footprint(1, 2, 3, 4)));
  }

  @Test
  void keepsASumWithAnUnknownPartUnknown() {
    assertEquals(
        new Footprint(-1, 22, -1, -1),
        new Footprint(1, 2, 3, 4).plus(new Footprint(-1, 20, -1, -1)));
    assertEquals(
        new Footprint(11, -1, 33, 44),
        new Footprint(1, -1, 3, 4).plus(new Footprint(10, 20, 30, 40)));
  }
}
