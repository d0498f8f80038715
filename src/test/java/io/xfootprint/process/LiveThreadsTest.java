// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.meter.ResourceUse;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LiveThreadsTest {

  private final TreeMap<Long, Long> counters = new TreeMap<>();
  private final LiveThreads threads =
      new LiveThreads(
          () -> counters.keySet().stream().mapToLong(Long::longValue).toArray(), counters::get);

  @Test
  void growsByWhatEachThreadUsed() {
    counters.put(1L, 100L);
    counters.put(2L, 10L);
    assertEquals(110, threads.total());
    counters.put(1L, 130L);
    counters.put(3L, 5L);
    assertEquals(145, threads.total());
  }

  @Test
  void keepsWhatAnEndedThreadHadUsed() {
    counters.put(1L, 100L);
    counters.put(2L, 10L);
    assertEquals(110, threads.total());
    counters.remove(1L);
    counters.put(2L, 11L);
    assertEquals(111, threads.total());
  }

  @Test
  void countsAThreadOnceThoughItsCounterIsUnknownAtTimes() {
    counters.put(1L, 100L);
    counters.put(2L, 10L);
    assertEquals(110, threads.total());
    counters.put(1L, -1L);
    assertEquals(110, threads.total());
    counters.put(1L, 120L);
    assertEquals(130, threads.total());
  }

  @Test
  void isUnknownWhereNoThreadsCounterIsKnown() {
    counters.put(1L, -1L);
    assertEquals(ResourceUse.UNKNOWN, threads.total());
  }
}
