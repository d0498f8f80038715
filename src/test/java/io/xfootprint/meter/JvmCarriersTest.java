// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JVM's own virtual threads. */
class JvmCarriersTest {

  private static final long BURNT_NANOS = 30_000_000;

  /** Long against the start of the sampler's thread, which a busy machine delays by up to 20 ms. */
  private static final long LONG_NANOS = 10 * BURNT_NANOS;

  private static <T> T onVirtualThread(Callable<T> work) throws Exception {
    ExecutorService executor = VirtualExecutor.create();
    try {
      return executor.submit(work).get();
    } finally {
      executor.shutdown();
    }
  }

  private static long burn(Carrier carrier, long nanos) {
    long start = carrier.cpuNanos();
    while (carrier.cpuNanos() - start < nanos) {
      Thread.onSpinWait();
    }
    return carrier.cpuNanos() - start;
  }

  @Test
  void findsNoneOfAPlatformThread() {
    assertFalse(VirtualThreads.isCurrent());
    assertNull(JvmCarriers.INSTANCE.of(Thread.currentThread()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@b", "]/runnable@main", "Thread[#1,main,5,main]@main"})
  void isNotMisledByTheNameOfAThread(String name) throws Exception {
    Thread named = new Thread(() -> {}, name);
    named.start();
    named.join();
    assertNull(JvmCarriers.INSTANCE.of(named));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void findsTheCarrierOfTheCurrentThread() throws Exception {
    onVirtualThread(
        () -> {
          assertTrue(VirtualThreads.isCurrent());
          Carrier carrier = JvmCarriers.INSTANCE.of(Thread.currentThread());
          assertNotNull(carrier);
          assertTrue(JvmCarriers.INSTANCE.known().contains(carrier));
          assertTrue(burn(carrier, BURNT_NANOS) >= BURNT_NANOS);
          assertTrue(carrier.allocatedBytes() > 0);
          return carrier;
        });
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void findsNoneOfABlockedThread() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService executor = VirtualExecutor.create();
    Thread[] blocked = new Thread[1];
    Future<?> done =
        executor.submit(
            () -> {
              blocked[0] = Thread.currentThread();
              end.await();
              return null;
            });
    while (blocked[0] == null || blocked[0].getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertNull(JvmCarriers.INSTANCE.of(blocked[0]));
    end.countDown();
    done.get();
    executor.shutdown();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void measuresWorkThatDoesNotBlock() throws Exception {
    ThreadMeter meter = ThreadMeter.ofJvm();
    CollectedUse requestUse = new CollectedUse();
    Measurement request = new Measurement(meter, requestUse);
    long truth =
        onVirtualThread(
            () -> {
              assertEquals(ResourceUse.UNKNOWN, meter.cpuNanos());
              Carrier carrier = JvmCarriers.INSTANCE.of(Thread.currentThread());
              try (Segment segment = request.open()) {
                return segment.isNested() || carrier == null ? 0 : burn(carrier, LONG_NANOS);
              }
            });
    meter.close();
    ResourceUse use = requestUse.claim(request);
    assertTrue(request.isEstimated());
    // By the carrier's clock, or by samples where the machine was busy with other things.
    assertTrue(use.cpuNanos() > truth / 2 && use.cpuNanos() < 2 * truth, use + " of " + truth);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void lastsOnlyAsLongAsItsMeter() throws Exception {
    ThreadMeter meter = ThreadMeter.ofJvm();
    onVirtualThread(
        () -> {
          new Measurement(meter, use -> {}).open().close();
          return null;
        });
    Thread sampler =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("x-footprint-carriers"))
            .findFirst()
            .orElseThrow();
    assertTrue(sampler.isDaemon());
    meter.close();
    sampler.join(10_000);
    assertFalse(sampler.isAlive());
  }
}
