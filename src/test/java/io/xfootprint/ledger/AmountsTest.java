// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.model.Uncertainty.Range;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class AmountsTest {

  private static final Totals TOTALS = new Totals(7, 1, 2, 3, 4, 500, 600, 700, 80, 900);

  private static Amounts requests(long requests, long withoutCpu, long estimated, long cpuNanos) {
    return Amounts.of(
        new Totals(requests, 0, withoutCpu, withoutCpu, estimated, cpuNanos, cpuNanos, 0, 0, 0));
  }

  @Test
  void holdsTheFiguresOfAProcess() {
    Amounts amounts = Amounts.of(TOTALS);
    assertEquals(7, amounts.asLong(Figure.REQUESTS));
    assertEquals(1, amounts.asLong(Figure.ERRORS));
    assertEquals(2, amounts.asLong(Figure.WITHOUT_CPU));
    assertEquals(3, amounts.asLong(Figure.WITHOUT_BYTES));
    assertEquals(4, amounts.asLong(Figure.ESTIMATED));
    assertEquals(500, amounts.asLong(Figure.CPU_NANOS));
    assertEquals(600, amounts.asLong(Figure.ALLOCATED_BYTES));
    assertEquals(700, amounts.asLong(Figure.ENERGY_NANOJOULES));
    assertEquals(80, amounts.asLong(Figure.GC_NANOJOULES));
    assertEquals(900, amounts.asLong(Figure.EMISSIONS_PICOGRAMS));
  }

  @Test
  void holdsMoreThanALong() {
    Amounts most = Amounts.from(figure -> BigInteger.valueOf(Long.MAX_VALUE));
    Amounts twice = most.plus(most);
    assertEquals(
        BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(1), twice.get(Figure.ENERGY_NANOJOULES));
    assertEquals(Long.MAX_VALUE, twice.asLong(Figure.ENERGY_NANOJOULES));
    assertEquals(most, twice.minus(most));
  }

  @Test
  void knowsBetweenWhichFiguresItLies() {
    Amounts amounts = Amounts.of(TOTALS).within(Range.within(2), new Range(1.5, 3));
    assertEquals(350, amounts.asLong(Figure.LOW_NANOJOULES));
    assertEquals(1400, amounts.asLong(Figure.HIGH_NANOJOULES));
    assertEquals(600, amounts.asLong(Figure.LOW_PICOGRAMS));
    assertEquals(2700, amounts.asLong(Figure.HIGH_PICOGRAMS));
    assertEquals(700, amounts.asLong(Figure.ENERGY_NANOJOULES));
  }

  @Test
  void takesTheLargerOneOfEachFigure() {
    Amounts a = requests(5, 0, 0, 10);
    Amounts b = requests(3, 0, 0, 20);
    assertEquals(requests(5, 0, 0, 20), a.max(b));
    assertEquals(a.max(b), b.max(a));
  }

  @Test
  void tellsNothingFromSomething() {
    assertTrue(Amounts.NONE.isNone());
    assertFalse(requests(1, 0, 0, 0).isNone());
    assertTrue(Amounts.of(TOTALS).minus(Amounts.of(TOTALS)).isNone());
  }

  @Test
  void tellsUnknownFromZero() {
    assertTrue(Amounts.NONE.knowsCpu() && Amounts.NONE.knowsBytes());
    assertTrue(requests(5, 4, 0, 0).knowsCpu());
    assertFalse(requests(5, 5, 0, 0).knowsCpu() || requests(5, 5, 0, 0).knowsBytes());
    // Samples have met none of the requests yet.
    assertFalse(requests(5, 0, 5, 0).knowsCpu() || requests(5, 0, 5, 0).knowsBytes());
    assertTrue(requests(5, 0, 5, 1).knowsCpu());
  }
}
