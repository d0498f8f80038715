// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.units.Range;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class SumsTest {

  private static final Totals TOTALS = new Totals(7, 1, 2, 3, 4, 500, 600, 700, 80, 900);

  private static Sums requests(long requests, long withoutCpu, long estimated, long cpuNanos) {
    return Sums.of(
        new Totals(requests, 0, withoutCpu, withoutCpu, estimated, cpuNanos, cpuNanos, 0, 0, 0));
  }

  @Test
  void holdsTheFiguresOfAProcess() {
    Sums amounts = Sums.of(TOTALS);
    assertEquals(7, amounts.asLong(Metric.REQUESTS));
    assertEquals(1, amounts.asLong(Metric.ERRORS));
    assertEquals(2, amounts.asLong(Metric.WITHOUT_CPU));
    assertEquals(3, amounts.asLong(Metric.WITHOUT_BYTES));
    assertEquals(4, amounts.asLong(Metric.ESTIMATED));
    assertEquals(500, amounts.asLong(Metric.CPU_NANOS));
    assertEquals(600, amounts.asLong(Metric.ALLOCATED_BYTES));
    assertEquals(700, amounts.asLong(Metric.ENERGY_NANOJOULES));
    assertEquals(80, amounts.asLong(Metric.GC_NANOJOULES));
    assertEquals(900, amounts.asLong(Metric.EMISSIONS_PICOGRAMS));
  }

  @Test
  void holdsMoreThanALong() {
    Sums most = Sums.from(figure -> BigInteger.valueOf(Long.MAX_VALUE));
    Sums twice = most.plus(most);
    assertEquals(
        BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(1), twice.get(Metric.ENERGY_NANOJOULES));
    assertEquals(Long.MAX_VALUE, twice.asLong(Metric.ENERGY_NANOJOULES));
    assertEquals(most, twice.minus(most));
  }

  @Test
  void knowsBetweenWhichFiguresItLies() {
    Sums amounts = Sums.of(TOTALS).within(Range.within(2), new Range(1.5, 3));
    assertEquals(350, amounts.asLong(Metric.LOW_NANOJOULES));
    assertEquals(1400, amounts.asLong(Metric.HIGH_NANOJOULES));
    assertEquals(600, amounts.asLong(Metric.LOW_PICOGRAMS));
    assertEquals(2700, amounts.asLong(Metric.HIGH_PICOGRAMS));
    assertEquals(700, amounts.asLong(Metric.ENERGY_NANOJOULES));
  }

  @Test
  void takesTheLargerOneOfEachFigure() {
    Sums a = requests(5, 0, 0, 10);
    Sums b = requests(3, 0, 0, 20);
    assertEquals(requests(5, 0, 0, 20), a.max(b));
    assertEquals(a.max(b), b.max(a));
  }

  @Test
  void tellsNothingFromSomething() {
    assertTrue(Sums.NONE.isNone());
    assertFalse(requests(1, 0, 0, 0).isNone());
    assertTrue(Sums.of(TOTALS).minus(Sums.of(TOTALS)).isNone());
  }

  @Test
  void tellsUnknownFromZero() {
    assertTrue(Sums.NONE.knowsCpu() && Sums.NONE.knowsBytes());
    assertTrue(requests(5, 4, 0, 0).knowsCpu());
    assertFalse(requests(5, 5, 0, 0).knowsCpu() || requests(5, 5, 0, 0).knowsBytes());
    // Samples have met none of the requests yet.
    assertFalse(requests(5, 0, 5, 0).knowsCpu() || requests(5, 0, 5, 0).knowsBytes());
    assertTrue(requests(5, 0, 5, 1).knowsCpu());
  }
}
