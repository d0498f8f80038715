// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.process.ProcessMeter;
import org.junit.jupiter.api.Test;

class JvmThreadMeterTest {

  private static final long MILLISECOND = 1_000_000;
  private static final int MEBIBYTE = 1 << 20;
  private static final int ARRAY_HEADER_BYTES = 16;

  /** Where results go, so that no compiler leaves the work out. */
  private static volatile Object unusedResult = "";

  private final CollectedUse measurementUse = new CollectedUse();
  private final Measurement measurement = new Measurement(ThreadMeter.ofJvm(), measurementUse);

  @Test
  void showsCpuTimeThatIsBurnt() {
    ThreadMeter meter = ThreadMeter.ofJvm();
    try (Segment segment = measurement.open()) {
      long start = meter.cpuNanos();
      long sum = 0;
      while (meter.cpuNanos() - start < 20 * MILLISECOND) {
        sum += System.nanoTime() % 7;
      }
      unusedResult = sum + (segment.isNested() ? 1 : 0);
    }
    long used = measurementUse.claim(measurement).cpuNanos();
    assertTrue(20 * MILLISECOND <= used && used < 1000 * MILLISECOND, used + " ns");
  }

  @Test
  void showsExactlyTheBytesThatAreAllocated() {
    try (Segment warmUp = measurement.open()) {
      unusedResult = new byte[MEBIBYTE + (warmUp.isNested() ? 1 : 0)];
    }
    measurementUse.claim(measurement);
    Segment segment = measurement.open();
    unusedResult = new byte[MEBIBYTE];
    segment.close();
    long bytes = measurementUse.claim(measurement).allocatedBytes();
    long enough = MEBIBYTE + ARRAY_HEADER_BYTES;
    // What the readings themselves may need comes on top.
    assertTrue(enough <= bytes && bytes <= enough + 256, bytes + " B");
  }

  @Test
  void doesNotShowTheWorkOfOtherThreads() throws InterruptedException {
    ThreadMeter meter = ThreadMeter.ofJvm();
    Segment segment = measurement.open();
    Thread other =
        new Thread(
            () -> {
              long start = meter.cpuNanos();
              while (meter.cpuNanos() - start < 50 * MILLISECOND) {
                unusedResult = new byte[MEBIBYTE];
              }
            });
    other.start();
    other.join();
    segment.close();
    ResourceUse use = measurementUse.claim(measurement);
    assertTrue(use.cpuNanos() >= 0 && use.cpuNanos() < 40 * MILLISECOND, use.toString());
    assertTrue(use.allocatedBytes() > 0 && use.allocatedBytes() < MEBIBYTE, use.toString());
  }

  @Test
  void countsCpuTimeInStepsFinerThanAMillisecond() {
    ThreadMeter meter = ThreadMeter.ofJvm();
    long finest = Long.MAX_VALUE;
    long last = meter.cpuNanos();
    for (int steps = 0; steps < 100; ) {
      long now = meter.cpuNanos();
      if (now > last) {
        finest = Math.min(finest, now - last);
        last = now;
        steps++;
      }
    }
    assertTrue(finest < MILLISECOND, finest + " ns");
  }

  @Test
  void tellsTheCpuTimeOfTheProcess() {
    ProcessMeter process = ProcessMeter.ofJvm();
    long before = process.read().cpuNanos();
    assertTrue(before > 0);
    while (process.read().cpuNanos() == before) {
      unusedResult = process;
    }
    assertTrue(process.read().cpuNanos() > before);
  }
}
