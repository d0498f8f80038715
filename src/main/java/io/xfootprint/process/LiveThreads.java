// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The sum of a counter over Java threads, for JVMs that tell it by thread only. What a thread used
 * after the last reading is lost when it ends.
 */
final class LiveThreads {

  private final Supplier<long[]> ids;
  private final UnaryOperator<long[]> counters;
  private Map<Long, Long> last = new HashMap<>();
  private long sum;

  /**
   * Takes two calls of a bean.
   *
   * @param ids of the threads that live; none is given twice in a JVM's life
   * @param counters of the threads of these ids; -1 where unknown
   */
  LiveThreads(Supplier<long[]> ids, UnaryOperator<long[]> counters) {
    this.ids = ids;
    this.counters = counters;
  }

  /** Returns the sum up to now, or unknown if not one thread's counter is known. */
  long total() {
    long[] live = ids.get();
    long[] values = counters.apply(live);
    Map<Long, Long> now = new HashMap<>();
    boolean known = false;
    for (int i = 0; i < live.length; i++) {
      long before = last.getOrDefault(live[i], 0L);
      long value = Math.max(before, values[i]);
      sum += value - before;
      now.put(live[i], value);
      known |= values[i] >= 0;
    }
    last = now;
    return known ? sum : ResourceUse.UNKNOWN;
  }
}
