// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EarlyLoadingTest {

  private final CompletableFuture<Thread> worker = new CompletableFuture<>();

  private static final AtomicBoolean INITIALISED = new AtomicBoolean();

  /** What the first request needs. */
  private static final class OfRequests {
    static {
      INITIALISED.set(true);
    }
  }

  @Test
  void initialisesWhatTheFirstRequestNeeds() {
    new EarlyLoading(() -> List.of(OfRequests.class)).close();
    assertTrue(INITIALISED.get());
  }

  @Test
  void waitsForItsThread() {
    new EarlyLoading(() -> worker.complete(Thread.currentThread()), 60_000).close();
    assertEquals("x-footprint-start", worker.join().getName());
    assertFalse(worker.join().isAlive());
  }

  @Test
  void doesNotWaitForEverWhereTheStartingThreadHoldsWhatItNeeds() throws Exception {
    AtomicBoolean loaded = new AtomicBoolean();
    Runnable work =
        () -> {
          worker.complete(Thread.currentThread());
          synchronized (loaded) {
            loaded.set(true);
          }
        };
    synchronized (loaded) {
      new EarlyLoading(work, 20).close();
      assertFalse(loaded.get());
    }
    worker.join().join();
    assertTrue(loaded.get());
  }
}
