// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class JvmProcessMeterTest {

  private static final int MEBIBYTE = 1 << 20;

  private static volatile byte[] sink = {};

  private final FakeGcClock gc = new FakeGcClock("fake", 0);
  private long cpu = 1000;
  private long bytes = 5;
  private final ProcessMeter meter = new JvmProcessMeter(() -> cpu, gc, () -> bytes);
  private ProcessUse last = meter.read();

  private ProcessUse growth() {
    ProcessUse before = last;
    last = meter.read();
    return last.since(before);
  }

  @Test
  void tellsEachCounter() {
    cpu += 100;
    gc.nanos += 40;
    bytes += 7;
    assertEquals(new ProcessUse(100, 40, 7), growth());
    assertEquals("fake", meter.gcSource());
  }

  @Test
  void tellsCollectionsOnlyAsFarAsTheProcessHasWorkedAndTheRestLater() {
    gc.nanos += 40;
    assertEquals(0, growth().gcCpuNanos());
    cpu += 10;
    assertEquals(10, growth().gcCpuNanos());
    cpu += 100;
    assertEquals(30, growth().gcCpuNanos());
    cpu += 100;
    assertEquals(0, growth().gcCpuNanos());
  }

  @Test
  void neverGoesBack() {
    cpu -= 10;
    bytes -= 2;
    assertEquals(new ProcessUse(0, 0, 0), growth());
  }

  @Test
  void tellsWhatIsKnownOfTheRest() {
    gc.nanos = -1;
    assertEquals(new ProcessUse(1000, -1, 5), meter.read());
    gc.nanos = 0;
    bytes = -1;
    assertEquals(new ProcessUse(1000, 0, -1), meter.read());
    cpu = -1;
    assertEquals(new ProcessUse(-1, -1, -1), meter.read());
  }

  @Test
  void survivesBeansThatFail() {
    ProcessMeter failing =
        new JvmProcessMeter(
            () -> {
              throw new SecurityException();
            },
            gc,
            () -> {
              throw new NoClassDefFoundError();
            });
    assertEquals(new ProcessUse(-1, -1, -1), failing.read());
  }

  @Test
  void knowsAllCountersOfThisJvm() {
    ProcessMeter real = ProcessMeter.ofJvm();
    ProcessUse before = real.read();
    sink = new byte[MEBIBYTE];
    System.gc();
    ProcessUse use = real.read().since(before);
    assertTrue(use.allocatedBytes() >= MEBIBYTE, use.toString());
    assertTrue(use.gcCpuNanos() >= 0 && use.gcCpuNanos() <= use.cpuNanos(), use.toString());
    assertNotEquals("unknown", real.gcSource());
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void countsBytesOfThreadsThatHaveEnded() throws InterruptedException {
    ProcessMeter real = ProcessMeter.ofJvm();
    ProcessUse before = real.read();
    Thread thread = new Thread(() -> sink = new byte[64 * MEBIBYTE]);
    thread.start();
    thread.join();
    ProcessUse use = real.read().since(before);
    // The JVM adds a thread's bytes to those of the ended a moment after join() returns. A thread
    // that starts and ends lets that moment pass and allocates 1 kB.
    for (int waits = 0; waits < 1000 && use.allocatedBytes() < 64 * MEBIBYTE; waits++) {
      Thread next = new Thread(() -> {});
      next.start();
      next.join();
      use = real.read().since(before);
    }
    assertTrue(use.allocatedBytes() >= 64 * MEBIBYTE, use.toString());
  }
}
