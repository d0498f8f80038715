// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Readings of all sums over a rolling period that ends now. It has one reading for each step, so
 * its size does not depend on the number of requests. For use by one thread at a time.
 */
final class History {

  private final long periodNanos;
  private final long stepNanos;
  private final Deque<LedgerReading> readings = new ArrayDeque<>();

  /** Creates a history that begins with an empty reading. */
  History(Duration period, Duration step, long nanoTime) {
    periodNanos = period.toNanos();
    stepNanos = step.toNanos();
    readings.add(LedgerReading.empty(nanoTime));
  }

  /** Keeps a reading of this moment, unless the last one kept is younger than a step. */
  void keep(long nanoTime, LongFunction<LedgerReading> reading) {
    if (nanoTime - readings.getLast().nanoTime() >= stepNanos) {
      readings.addLast(reading.apply(nanoTime).packed());
      forget(nanoTime);
    }
  }

  /** Drops readings until the first one is the youngest from before the period. */
  private void forget(long nanoTime) {
    while (readings.size() > 1) {
      LedgerReading first = readings.removeFirst();
      if (nanoTime - readings.getFirst().nanoTime() < periodNanos) {
        readings.addFirst(first);
        return;
      }
    }
  }

  /**
   * Returns the kept readings. The first is the youngest from before the period, or the one with
   * which the history began.
   */
  List<LedgerReading> readings(long nanoTime) {
    forget(nanoTime);
    return new ArrayList<>(readings);
  }
}
