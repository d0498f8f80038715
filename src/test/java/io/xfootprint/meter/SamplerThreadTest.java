// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  @Test
  @Timeout(30)
  void goesOnAfterTheMemoryWasShortForAMoment() {
    ShortOfMemory carriers = new ShortOfMemory();
    CarrierSampler sampler =
        new CarrierSampler(carriers, System::nanoTime, SamplerThread.STEP_NANOS);
    try (SamplerThread thread = new SamplerThread(sampler, () -> 0)) {
      while (carriers.looks.get() < 3) {
        thread.wake();
        Thread.onSpinWait();
      }
      assertTrue(sampler.isSampling());
    }
  }

  /** Carriers that cannot be listed the first time. */
  private static final class ShortOfMemory implements Carriers {

    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public @Nullable Carrier of(Thread virtualThread) {
      return null;
    }

    @Override
    public void refresh() {
      // There are none.
    }

    @Override
    public Collection<Carrier> known() {
      if (looks.incrementAndGet() == 1) {
        throw new OutOfMemoryError("made up");
      }
      return List.of();
    }

    @Override
    public void forget(Carrier carrier) {
      // There are none.
    }
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
