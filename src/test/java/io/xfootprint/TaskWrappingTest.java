// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.meter.CollectedUse;
import io.xfootprint.meter.FakeThreadMeter;
import io.xfootprint.meter.Measurement;
import io.xfootprint.meter.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Executors that are wrapped once, for all requests to come. */
class TaskWrappingTest {

  private final FakeThreadMeter meter = new FakeThreadMeter();
  private final CollectedUse aUse = new CollectedUse();
  private final Measurement a = new Measurement(meter, aUse);
  private final CollectedUse bUse = new CollectedUse();
  private final Measurement b = new Measurement(meter, bUse);
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  /** How an application comes by such an executor. */
  enum Way {
    OUTSIDE_OF_REQUESTS {
      @Override
      Executor wrap(Executor executor) {
        return FootprintContext.current().wrap(executor);
      }

      @Override
      ExecutorService wrap(ExecutorService executor) {
        return FootprintContext.current().wrap(executor);
      }
    },
    BY_A_METHOD_OF_ITS_OWN {
      @Override
      Executor wrap(Executor executor) {
        return FootprintContext.taskWrapping(executor);
      }

      @Override
      ExecutorService wrap(ExecutorService executor) {
        return FootprintContext.taskWrapping(executor);
      }
    },
    /** A field that is filled when it is first used. */
    BY_A_METHOD_OF_ITS_OWN_DURING_A_REQUEST {
      @Override
      Executor wrap(Executor executor) {
        try (Segment pass = new Measurement(new FakeThreadMeter(), use -> {}).open()) {
          assertFalse(pass.isNested());
          return FootprintContext.taskWrapping(executor);
        }
      }

      @Override
      ExecutorService wrap(ExecutorService executor) {
        try (Segment pass = new Measurement(new FakeThreadMeter(), use -> {}).open()) {
          assertFalse(pass.isNested());
          return FootprintContext.taskWrapping(executor);
        }
      }
    };

    abstract Executor wrap(Executor executor);

    abstract ExecutorService wrap(ExecutorService executor);
  }

  @AfterEach
  void endsTidily() throws Exception {
    assertFalse(FootprintContext.current().isPresent());
    threads.shutdown();
    assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
  }

  private int use(int nanos) {
    meter.use(nanos, 0);
    return nanos;
  }

  private static <T> T in(Measurement request, Callable<T> work) throws Exception {
    try (Segment pass = request.open()) {
      assertFalse(pass.isNested());
      return work.call();
    }
  }

  private void assertUsed(long ofA, long ofB) throws InterruptedException {
    // What was submitted is over as soon as its thread is.
    threads.shutdown();
    assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
    assertFalse(a.isPendingElsewhere() || b.isPendingElsewhere());
    assertEquals(ofA, aUse.claim(a).cpuNanos());
    assertEquals(ofB, bUse.claim(b).cpuNanos());
  }

  @ParameterizedTest
  @EnumSource
  void isDoneWithATaskThatGoesThroughTwoOfThem(Way way) throws Exception {
    ExecutorService executor = way.wrap(threads);
    Future<Integer> result =
        in(a, () -> FootprintContext.current().wrap(executor).submit(() -> use(3)));
    assertEquals(3, result.get());
    assertUsed(3, 0);
  }

  @ParameterizedTest
  @EnumSource
  void chargesEachTaskToTheRequestThatSubmitsIt(Way way) throws Exception {
    Executor executor = way.wrap((Executor) threads);
    for (int i = 0; i < 10; i++) {
      in(a, () -> CompletableFuture.runAsync(() -> use(3), executor));
      in(b, () -> CompletableFuture.runAsync(() -> use(50), executor));
      executor.execute(() -> use(1000));
    }
    assertUsed(30, 500);
  }

  @ParameterizedTest
  @EnumSource
  void chargesEachTaskOfAServiceToTheRequestThatSubmitsIt(Way way) throws Exception {
    ExecutorService service = way.wrap(threads);
    assertEquals(1, in(a, () -> service.submit(() -> use(1)).get()));
    assertEquals("done", in(b, () -> service.submit((Runnable) () -> use(20), "done").get()));
    in(a, () -> service.invokeAll(List.of(() -> use(4), () -> use(8))));
    Callable<Integer> any = () -> use(40);
    assertEquals(40, in(b, () -> service.invokeAny(List.of(any))));
    in(
        a,
        () -> {
          service.execute(() -> use(16));
          return true;
        });
    assertEquals(1000, service.submit(() -> use(1000)).get());
    assertEquals(40, service.invokeAny(List.of(any)));
    service.execute(() -> use(1000));
    assertUsed(29, 60);
  }

  @ParameterizedTest
  @EnumSource
  void chargesWhatATaskSubmitsToTheSameRequest(Way way) throws Exception {
    Executor executor = way.wrap((Executor) threads);
    in(
        a,
        () ->
            CompletableFuture.supplyAsync(() -> use(1), executor)
                .thenApplyAsync(before -> use(2), executor)
                .thenAcceptAsync(before -> executor.execute(() -> use(4)), executor)
                .get());
    assertUsed(7, 0);
  }

  @Test
  void chargesATaskThatItsOwnThreadRunsOnce() throws Exception {
    Executor executor = FootprintContext.taskWrapping((Executor) Runnable::run);
    in(
        a,
        () -> {
          executor.execute(() -> use(5));
          return use(2);
        });
    assertUsed(7, 0);
  }

  @Test
  void expectsTheTasksOfARequestThatIsStillToCome() throws Exception {
    List<Runnable> queue = new ArrayList<>();
    ExecutorService service = FootprintContext.taskWrapping(new QueuingExecutor(queue));
    Future<Integer> future = in(a, () -> service.submit(() -> use(1)));
    in(b, () -> service.submit(() -> use(2)));
    service.execute(() -> use(1000));
    assertTrue(a.isPendingElsewhere() && b.isPendingElsewhere());
    future.cancel(false);
    assertFalse(a.isPendingElsewhere());
    service.shutdownNow();
    assertFalse(b.isPendingElsewhere());
    queue.forEach(Runnable::run);
    assertUsed(0, 2);
  }

  @Test
  void passesARejectionOnAndExpectsNothing() throws Exception {
    ExecutorService service = FootprintContext.taskWrapping(threads);
    service.shutdown();
    in(
        a,
        () -> {
          assertThrows(RejectedExecutionException.class, () -> service.execute(() -> use(1)));
          return assertThrows(RejectedExecutionException.class, () -> service.submit(() -> use(1)));
        });
    assertUsed(0, 0);
  }
}
