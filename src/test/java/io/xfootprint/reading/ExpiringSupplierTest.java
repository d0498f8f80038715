// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExpiringSupplierTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int MANY = 8;

  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - SECOND / 2);
  private final AtomicInteger made = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(MANY);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private ExpiringSupplier<Integer> recent() {
    return new ExpiringSupplier<>(Duration.ofSeconds(1), nanoTime::get, made::incrementAndGet);
  }

  @Test
  void isMadeOnceASecondThoughTheClockPassesItsEnd() {
    ExpiringSupplier<Integer> recent = recent();
    for (int second = 1; second <= 3; second++) {
      for (int i = 0; i < 100; i++) {
        assertEquals(second, recent.get());
      }
      nanoTime.addAndGet(SECOND - 1);
      assertEquals(second, recent.get());
      nanoTime.addAndGet(1);
    }
  }

  @Test
  void isNotMadeUntilItIsAskedFor() {
    ExpiringSupplier<Integer> recent = recent();
    assertEquals(0, made.get());
    assertEquals(1, recent.get());
  }

  @Test
  void isMadeByOneOfAllWhoAskAtFirst() throws Exception {
    ExpiringSupplier<Integer> recent = recent();
    List<Future<Integer>> asked = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      asked.add(threads.submit(recent::get));
    }
    for (Future<Integer> one : asked) {
      assertEquals(1, one.get());
    }
  }

  @Test
  void isTheLastOneWhileTheNextIsBeingMade() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ExpiringSupplier<Integer> recent =
        new ExpiringSupplier<>(
            Duration.ofSeconds(1),
            nanoTime::get,
            () -> {
              int number = made.incrementAndGet();
              if (number == 2) {
                begun.countDown();
                await(goOn);
              }
              return number;
            });
    assertEquals(1, recent.get());
    nanoTime.addAndGet(SECOND);
    Future<Integer> maker = threads.submit(recent::get);
    begun.await();
    assertEquals(1, recent.get());
    goOn.countDown();
    assertEquals(2, maker.get());
    assertEquals(2, recent.get());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void isMadeByTheNextOneWhenItFails() {
    ExpiringSupplier<Integer> recent =
        new ExpiringSupplier<>(
            Duration.ofSeconds(1),
            nanoTime::get,
            () -> {
              if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("the first time");
              }
              return made.get();
            });
    assertThrows(IllegalStateException.class, recent::get);
    assertEquals(2, recent.get());
  }
}
