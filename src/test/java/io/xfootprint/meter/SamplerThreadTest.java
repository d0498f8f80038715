// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplerThreadTest {

  /** Other threads may start meanwhile, but not each time. */
  private static final int TIMES = 10;

  @Test
  void startsWithTheFirstPass() {
    assertEquals(1, threadsStartedBy(SamplerThread::wake));
  }

  @Test
  void doesNotStartOnceItIsClosed() {
    assertEquals(
        0,
        threadsStartedBy(
            thread -> {
              thread.close();
              thread.wake();
            }));
  }

  private static long threadsStartedBy(Consumer<SamplerThread> use) {
    return LongStream.generate(
            () -> {
              long before = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
              try (SamplerThread thread = samplerThread()) {
                use.accept(thread);
              }
              return ManagementFactory.getThreadMXBean().getTotalStartedThreadCount() - before;
            })
        .limit(TIMES)
        .min()
        .orElseThrow();
  }

  private static SamplerThread samplerThread() {
    CarrierSampler sampler =
        new CarrierSampler(JvmCarriers.INSTANCE, System::nanoTime, SamplerThread.STEP_NANOS);
    return new SamplerThread(sampler, () -> 0);
  }
}
