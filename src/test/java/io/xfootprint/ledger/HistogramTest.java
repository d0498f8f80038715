// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {

  private final HistogramCounters counters = new HistogramCounters(LogScale.CPU_NANOS);

  private static void add(HistogramCounters to, long amount) {
    to.add(amount, LogScale.log(Math.max(1, amount)));
  }

  @Test
  void knowsQuantilesToSevenPercentAndTheLargestExactly() {
    Random random = new Random(3);
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      long amount = Math.round(1e6 * Math.exp(random.nextGaussian()));
      all.add(amount);
      add(counters, amount);
    }
    Collections.sort(all);
    Histogram histogram = counters.read();
    assertEquals(10_000, histogram.count());
    assertEquals(all.get(9_999), histogram.max());
    for (double part : new double[] {0.01, 0.25, 0.5, 0.95, 0.999}) {
      long truth = all.get((int) Math.ceil(part * 10_000) - 1);
      assertEquals(1, (double) histogram.quantile(part) / truth, 0.0725, "at " + part);
    }
    assertEquals(histogram.max(), histogram.quantile(1));
  }

  @Test
  void tellsNoMoreThanTheLargest() {
    add(counters, 1_000_000);
    assertEquals(1_000_000.0, (double) counters.read().quantile(0.5), 72_000);
    add(counters, 5_000);
    add(counters, 60_000_000_000L);
    assertEquals(60_000_000_000L, counters.read().quantile(0.95));
    assertEquals(8_192, counters.read().quantile(0.1));
    assertEquals(0, Histogram.none(LogScale.CPU_NANOS).quantile(0.5));
  }

  @Test
  void isTheSumOfItsParts() {
    HistogramCounters other = new HistogramCounters(LogScale.CPU_NANOS);
    HistogramCounters both = new HistogramCounters(LogScale.CPU_NANOS);
    Random random = new Random(4);
    for (int i = 0; i < 1_000; i++) {
      long amount = random.nextInt(1_000_000_000);
      add(i % 3 == 0 ? counters : other, amount);
      add(both, amount);
    }
    assertEquals(both.read(), counters.read().plus(other.read()));
  }

  @Test
  void countsWhatCameSinceAnEarlierReading() {
    add(counters, 9_000_000);
    Histogram before = counters.read();
    add(counters, 1_000_000);
    Histogram since = counters.read().since(before);
    assertEquals(1, since.count());
    assertEquals(1_000_000.0, (double) since.quantile(0.5), 72_000);
    assertEquals(1_000_000.0, (double) since.max(), 150_000);
    assertEquals(9_000_000, counters.read().since(Histogram.none(LogScale.CPU_NANOS)).max());
  }

  @Test
  void movesARequestThatCostMoreInTheEnd() {
    add(counters, 1_000_000);
    counters.move(LogScale.log(1_000_000), 7_000_000, LogScale.log(7_000_000));
    assertEquals(1, counters.read().count());
    assertEquals(7_000_000, counters.read().max());
    assertEquals(7_000_000.0, (double) counters.read().quantile(0.5), 504_000);
  }
}
