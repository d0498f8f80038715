// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.GarbageCollectorMXBean;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class CollectionTimeTest {

  private record Bean(String name, long millis) implements GarbageCollectorMXBean {

    @Override
    public long getCollectionCount() {
      return 1;
    }

    @Override
    public long getCollectionTime() {
      return millis;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isValid() {
      return true;
    }

    @Override
    public String[] getMemoryPoolNames() {
      return new String[0];
    }

    @Override
    public ObjectName getObjectName() {
      return ObjectName.WILDCARD;
    }
  }

  private static CollectionTime of(GarbageCollectorMXBean... beans) {
    return new CollectionTime(List.of(beans), 8, 2);
  }

  @Test
  void boundsPausesByAllThreadsAndConcurrentCyclesByFewer() {
    CollectionTime time =
        of(
            new Bean("ZGC Minor Cycles", 100),
            new Bean("ZGC Minor Pauses", 3),
            new Bean("ZGC Major Cycles", 50),
            new Bean("ZGC Major Pauses", 1));
    assertEquals(4_000_000, time.pauseNanos());
    assertEquals(332_000_000, time.boundNanos());
  }

  @Test
  void takesAllBeansOfG1ForPauses() {
    CollectionTime time =
        of(
            new Bean("G1 Young Generation", 10),
            new Bean("G1 Concurrent GC", 2),
            new Bean("G1 Old Generation", -1));
    assertEquals(12_000_000, time.pauseNanos());
    assertEquals(96_000_000, time.boundNanos());
  }

  @Test
  void knowsTheThreadsOfThisJvm() {
    CollectionTime time = CollectionTime.ofJvm();
    int cpus = Runtime.getRuntime().availableProcessors();
    assertTrue(time.pauseThreads() >= 1 && time.pauseThreads() <= cpus);
    assertTrue(time.cycleThreads() >= 1 && time.cycleThreads() <= cpus);
    assertTrue(time.beans().size() > 0);
  }
}
