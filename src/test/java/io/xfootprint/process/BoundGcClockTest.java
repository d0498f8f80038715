// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.meter.ResourceUse;
import org.junit.jupiter.api.Test;

class BoundGcClockTest {

  private long process = 1000;
  private long java = 500;
  private long bound = 100;
  private final BoundGcClock clock = new BoundGcClock(() -> process, () -> java, () -> bound);

  private long growth(long processGrowth, long javaGrowth, long boundGrowth) {
    long before = clock.nanos();
    process += processGrowth;
    java += javaGrowth;
    bound += boundGrowth;
    return clock.nanos() - before;
  }

  @Test
  void tellsWhatNoJavaThreadUsed() {
    assertEquals(30, growth(100, 70, 40));
  }

  @Test
  void tellsNoMoreThanTheCollectionsCanHaveUsed() {
    assertEquals(40, growth(100, 20, 40));
    assertEquals(0, growth(100, 20, 0), "compilation");
  }

  @Test
  void makesNothingOfTheStepsOfTheProcesssClock() {
    assertEquals(0, growth(0, 8, 100));
    assertEquals(2, growth(10, 0, 100));
  }

  @Test
  void isUnknownWithoutTheCpuTimeOfProcessOrThreads() {
    process = -1;
    assertEquals(ResourceUse.UNKNOWN, clock.nanos());
    process = 1;
    java = -1;
    assertEquals(ResourceUse.UNKNOWN, clock.nanos());
  }
}
