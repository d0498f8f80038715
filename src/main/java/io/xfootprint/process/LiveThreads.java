// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * Adds up a counter over Java threads, for figures that the JVM counts for each thread alone.
 *
 * <p>What a thread had at its last reading stays in the sum after its end. Its use between that
 * reading and its end is lost.
 */
final class LiveThreads {

  private final Supplier<long[]> ids;
  private final LongUnaryOperator counter;
  private Map<Long, Long> last = new HashMap<>();
  private long sum;

  /**
   * Creates a sum. Reads nothing.
   *
   * @param ids the ids of live threads; a JVM never uses an id twice
   * @param counter the counter of the thread with an id; -1 where unknown
   */
  LiveThreads(Supplier<long[]> ids, LongUnaryOperator counter) {
    this.ids = ids;
    this.counter = counter;
  }

  /** Returns the sum up to now; unknown if no thread's counter is known. */
  long total() {
    Map<Long, Long> now = new HashMap<>();
    boolean known = false;
    for (long id : ids.get()) {
      long before = last.getOrDefault(id, 0L);
      long reading = counter.applyAsLong(id);
      // A thread that has just ended reads -1 and keeps its last value.
      long value = Math.max(before, reading);
      sum += value - before;
      now.put(id, value);
      known |= reading >= 0;
    }
    last = now;
    return known ? sum : ResourceUse.UNKNOWN;
  }
}
