// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Readings of all sums over a span that ends now, one for each step of it, so its size does not
 * depend on how much happens. Not safe for use by many threads.
 */
final class History {

  private final long spanNanos;
  private final long stepNanos;
  private final Deque<LedgerReading> readings = new ArrayDeque<>();

  /** Creates a history that begins with an empty reading. */
  History(Duration span, Duration step, long nanoTime) {
    spanNanos = span.toNanos();
    stepNanos = step.toNanos();
    readings.add(LedgerReading.empty(nanoTime));
  }

  /** Keeps a reading as it is now, unless the last one kept is younger than a step. */
  void keep(long nanoTime, LongFunction<LedgerReading> reading) {
    if (nanoTime - readings.getLast().nanoTime() >= stepNanos) {
      readings.addLast(reading.apply(nanoTime));
      forget(nanoTime);
    }
  }

  /** Drops readings until the first one is the youngest from before the span. */
  private void forget(long nanoTime) {
    while (readings.size() > 1) {
      LedgerReading first = readings.removeFirst();
      if (nanoTime - readings.getFirst().nanoTime() < spanNanos) {
        readings.addFirst(first);
        return;
      }
    }
  }

  /**
   * Returns the kept readings. The first is the youngest from before the span, or that of the
   * opening.
   */
  List<LedgerReading> readings(long nanoTime) {
    forget(nanoTime);
    return new ArrayList<>(readings);
  }
}
