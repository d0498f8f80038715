// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a growing sum has gained over a span that ends now.
 *
 * <p>Keeps a reading of the sum for each step of the span, so its size does not depend on how much
 * happens. Not safe for use by many threads.
 */
final class RollingWindow {

  private record Reading(long nanoTime, Totals sum) {}

  private final long spanNanos;
  private final long stepNanos;
  private final Deque<Reading> readings = new ArrayDeque<>();

  RollingWindow(Duration span, Duration step) {
    spanNanos = span.toNanos();
    stepNanos = step.toNanos();
  }

  /** Keeps the sum as it is now, unless the last one kept is younger than a step. */
  void keep(long nanoTime, Totals sum) {
    Reading last = readings.peekLast();
    if (last != null && nanoTime - last.nanoTime < stepNanos) {
      return;
    }
    readings.addLast(new Reading(nanoTime, sum));
    forget(nanoTime);
  }

  /** Returns what the sum has gained since the last reading from before the span. */
  Totals gain(long nanoTime, Totals sum) {
    forget(nanoTime);
    Reading first = readings.peekFirst();
    boolean reachesBack = first != null && nanoTime - first.nanoTime >= spanNanos;
    return reachesBack ? sum.since(first.sum) : sum;
  }

  /** Drops readings until the first one is the youngest from before the span. */
  private void forget(long nanoTime) {
    while (readings.size() > 1) {
      Reading first = readings.removeFirst();
      if (nanoTime - readings.getFirst().nanoTime < spanNanos) {
        readings.addFirst(first);
        return;
      }
    }
  }
}
