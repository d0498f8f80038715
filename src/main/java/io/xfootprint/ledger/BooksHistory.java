// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of the books over a span that ends now, step by step. Not safe for use by many threads.
 */
final class BooksHistory {

  private record Reading(long nanoTime, Map<CostCategory, Totals> sums) {}

  private final long spanNanos;
  private final long stepNanos;
  private final Deque<Reading> readings = new ArrayDeque<>();

  /** Begins with nothing in any line. */
  BooksHistory(Duration span, Duration step, long nanoTime) {
    spanNanos = span.toNanos();
    stepNanos = step.toNanos();
    readings.add(new Reading(nanoTime, Map.of()));
  }

  /** Keeps the sums as they are now, unless the last ones kept are younger than a step. */
  void keep(long nanoTime, Map<CostCategory, Totals> sums) {
    if (nanoTime - readings.getLast().nanoTime >= stepNanos) {
      readings.addLast(new Reading(nanoTime, new EnumMap<>(sums)));
      while (nanoTime - readings.getFirst().nanoTime > spanNanos) {
        readings.removeFirst();
      }
    }
  }

  /** Returns what the lines have gained in each step, in the last one up to now. */
  List<BooksSlice> slices(long nanoTime, Map<CostCategory, Totals> sums) {
    List<Reading> ends = new ArrayList<>(readings);
    ends.add(new Reading(nanoTime, sums));
    List<BooksSlice> slices = new ArrayList<>();
    for (int i = 1; i < ends.size(); i++) {
      Reading from = ends.get(i - 1);
      Reading to = ends.get(i);
      if (nanoTime - from.nanoTime <= spanNanos) {
        slices.add(
            new BooksSlice(
                Duration.ofNanos(nanoTime - from.nanoTime),
                Duration.ofNanos(nanoTime - to.nanoTime),
                gain(from, to)));
      }
    }
    return slices;
  }

  private static Statement gain(Reading from, Reading to) {
    Map<CostCategory, Sums> gains = new EnumMap<>(CostCategory.class);
    to.sums.forEach(
        (line, sum) ->
            gains.put(line, Sums.of(sum.since(from.sums.getOrDefault(line, Totals.NONE)))));
    return new Statement(gains);
  }
}
