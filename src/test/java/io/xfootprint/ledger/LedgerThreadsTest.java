// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.model.Footprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerThreadsTest {

  private static final int THREADS = 8;
  private static final Footprint ONE = new Footprint(1, 10, 2, 3);

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void countsConcurrentRequestsExactly() throws Exception {
    Ledger ledger = new Ledger(50, System::nanoTime);
    int rounds = 20_000;
    inAllThreads(
        thread -> {
          Random random = new Random(thread);
          for (int i = 0; i < rounds; i++) {
            Route route = new Route("GET", "/" + random.nextInt(300));
            ledger.add(route, ONE);
            ledger.countRequest(route, true, i % 4 != 0, false);
            if (i % 5 == 0) {
              ledger.countError(route);
            }
            if (i % 1000 == 0) {
              ledger.closeWindow(
                  TestBooks.ofWork(Methods.MODEL, new Footprint(1000, -1, 2000, 3000), -1, 2));
              assertTrue(ledger.snapshot().now().routes().size() <= 51);
            }
          }
        });
    long all = (long) THREADS * rounds;
    LedgerSnapshot books = ledger.snapshot();
    assertEquals(51, books.now().routes().size());
    assertEquals(
        TestBooks.totals(all, all / 5, 0, all / 4, 0, all, 10 * all, 2 * all, 3 * all),
        books.now().line(CostCategory.REQUESTS));
  }

  @Test
  void givesEveryRouteUpToTheCapALineOfItsOwn() throws Exception {
    // Threads that run side by side meet at the first requests of some of so many ledgers.
    List<Ledger> ledgers =
        IntStream.range(0, 20_000).mapToObj(i -> new Ledger(2, System::nanoTime)).toList();
    Route a = new Route("GET", "/a");
    Route b = new Route("GET", "/b");
    inAllThreads(
        thread ->
            ledgers.forEach(
                ledger -> {
                  ledger.add(a, ONE);
                  ledger.add(b, ONE);
                }));
    long others =
        ledgers.stream()
            .filter(ledger -> ledger.snapshot().now().routes().containsKey(Route.OTHER))
            .count();
    assertEquals(0, others, "ledgers with a line (other) although the cap allows all routes");
  }

  @Test
  void losesNothingOfTheRunningTotal() throws Exception {
    RunningTotal total = new Ledger(1, System::nanoTime).total();
    int rounds = 10_000;
    inAllThreads(
        thread -> {
          long before = 0;
          for (int i = 0; i < rounds; i++) {
            total.countRequest();
            total.add(ONE);
            long now = total.energyNanojoules();
            assertTrue(before < now, before + " then " + now);
            before = now;
          }
        });
    assertEquals((long) THREADS * rounds, total.requests());
    assertEquals(2L * THREADS * rounds, total.energyNanojoules());
    assertEquals(3L * THREADS * rounds, total.emissionsPicograms());
  }

  @FunctionalInterface
  private interface Work {
    void run(int thread);
  }

  /** Lets all threads begin at the same moment, and fails if one of them does. */
  private void inAllThreads(Work work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      calls.add(
          () -> {
            start.await(10, TimeUnit.SECONDS);
            work.run(thread);
            return thread;
          });
    }
    for (var result : threads.invokeAll(calls)) {
      result.get();
    }
  }
}
