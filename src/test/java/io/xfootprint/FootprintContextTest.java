// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.meter.CollectedUse;
import io.xfootprint.meter.FakeThreadMeter;
import io.xfootprint.meter.Measurement;
import io.xfootprint.meter.ResourceUse;
import io.xfootprint.meter.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FootprintContextTest {

  private final FakeThreadMeter meter = new FakeThreadMeter();
  private final CollectedUse requestUse = new CollectedUse();
  private final Measurement request = new Measurement(meter, requestUse);
  private final CollectedUse otherUse = new CollectedUse();
  private final Measurement other = new Measurement(meter, otherUse);
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @AfterEach
  void endsTidily() throws Exception {
    assertFalse(FootprintContext.current().isPresent());
    threads.shutdown();
    assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
  }

  /** Returns the context that the request's own thread has. */
  private FootprintContext context() {
    try (Segment segment = request.open()) {
      return FootprintContext.current();
    }
  }

  private int use(int nanos) {
    meter.use(nanos, 0);
    return nanos;
  }

  private long used() throws InterruptedException {
    // What was submitted is over as soon as its thread is.
    threads.shutdown();
    assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
    assertFalse(request.isPendingElsewhere());
    return requestUse.claim(request).cpuNanos();
  }

  @Test
  void measuresNothingOutsideOfARequest() {
    FootprintContext none = FootprintContext.current();
    assertFalse(none.isPresent());
    try (Segment segment = none.open()) {
      assertFalse(segment.isNested());
      assertFalse(FootprintContext.current().isPresent());
    }
  }

  @Test
  void returnsTheSameTasksOutsideOfARequest() {
    FootprintContext none = FootprintContext.current();
    Runnable runnable = () -> use(1);
    Callable<Integer> callable = () -> use(1);
    Supplier<Integer> supplier = () -> use(1);
    assertSame(runnable, none.wrap(runnable));
    assertSame(callable, none.wrap(callable));
    assertSame(supplier, none.wrap(supplier));
  }

  @Test
  void leavesTheOuterRequestInChargeOfTasksOfNobody() {
    FootprintContext none = FootprintContext.current();
    try (Segment segment = request.open()) {
      none.wrap((Runnable) () -> use(3)).run();
      try (Segment nothing = none.open()) {
        use(4);
      }
    }
    assertEquals(7, requestUse.claim(request).cpuNanos());
  }

  @Test
  void isPresentInARequest() {
    assertTrue(context().isPresent());
    assertNotSame(FootprintContext.current(), context());
  }

  @Test
  void chargesWhatIsDoneWhileItIsOpen() {
    FootprintContext context = context();
    use(1);
    try (Segment segment = context.open()) {
      use(2);
      assertTrue(FootprintContext.current().isPresent());
    }
    use(4);
    assertEquals(2, requestUse.claim(request).cpuNanos());
  }

  @Test
  void chargesWhatIsDoneWhileItIsAttached() {
    FootprintContext nobody = FootprintContext.current();
    FootprintContext context = context();
    use(1);
    context.attach();
    use(2);
    context.attach();
    use(4);
    nobody.attach();
    use(8);
    FootprintContext.detach();
    assertEquals(6, requestUse.claim(request).cpuNanos());
    assertFalse(request.isPendingElsewhere());
  }

  @Test
  void detachesNothingThatIsOpen() {
    try (Segment pass = request.open()) {
      FootprintContext.detach();
      use(1);
    }
    assertEquals(1, requestUse.claim(request).cpuNanos());
  }

  @Test
  void chargesWrappedTasks() throws Exception {
    FootprintContext context = context();
    Runnable runnable = context.wrap((Runnable) () -> use(1));
    Callable<Integer> callable = context.wrap((Callable<Integer>) () -> use(2));
    Supplier<Integer> supplier = context.wrap((Supplier<Integer>) () -> use(4));
    assertTrue(request.isPendingElsewhere());
    use(8);
    runnable.run();
    assertEquals(2, callable.call());
    assertEquals(4, supplier.get());
    assertFalse(request.isPendingElsewhere());
    assertEquals(7, requestUse.claim(request).cpuNanos());
  }

  @Test
  void chargesATaskEachTimeItRuns() {
    Runnable task = context().wrap((Runnable) () -> use(1));
    task.run();
    task.run();
    assertEquals(2, requestUse.claim(request).cpuNanos());
    assertFalse(request.isPendingElsewhere());
  }

  @Test
  void chargesATaskToItsRequestAloneOnAThreadOfAnother() {
    Runnable task = context().wrap((Runnable) () -> use(5));
    try (Segment theirs = other.open()) {
      use(1);
      task.run();
      use(2);
    }
    assertEquals(5, requestUse.claim(request).cpuNanos());
    assertEquals(3, otherUse.claim(other).cpuNanos());
  }

  @Test
  void knowsInATaskToWhomItBelongs() {
    boolean[] pending = new boolean[2];
    Runnable inner = context().wrap((Runnable) () -> pending[0] = request.isOpenHere());
    Runnable task = context().wrap(inner);
    try (Segment theirs = other.open()) {
      task.run();
      pending[1] = other.isOpenHere();
    }
    assertTrue(pending[0] && pending[1]);
  }

  @Test
  void passesExceptionsUnchanged() {
    FootprintContext context = context();
    IllegalStateException unchecked = new IllegalStateException("on purpose");
    IOException checked = new IOException("on purpose");
    AssertionError error = new AssertionError("on purpose");
    Runnable runnable = context.wrap((Runnable) () -> fail(unchecked));
    Callable<Integer> callable = context.wrap((Callable<Integer>) () -> failChecked(checked));
    Supplier<Integer> supplier = context.wrap((Supplier<Integer>) () -> failBadly(error));
    Executor executor = context.wrap((Executor) Runnable::run);
    assertSame(unchecked, assertThrows(IllegalStateException.class, runnable::run));
    assertSame(checked, assertThrows(IOException.class, callable::call));
    assertSame(error, assertThrows(AssertionError.class, supplier::get));
    assertSame(
        unchecked,
        assertThrows(IllegalStateException.class, () -> executor.execute(() -> fail(unchecked))));
    assertFalse(request.isPendingElsewhere());
    assertEquals(3, requestUse.claim(request).cpuNanos());
  }

  private void fail(RuntimeException e) {
    use(1);
    throw e;
  }

  private int failChecked(IOException e) throws IOException {
    use(1);
    throw e;
  }

  private int failBadly(AssertionError e) {
    throw e;
  }

  @Test
  void chargesTasksOfAWrappedExecutor() throws Exception {
    Executor executor = context().wrap((Executor) threads);
    for (int i = 0; i < 10; i++) {
      executor.execute(() -> use(3));
    }
    assertEquals(30, used());
  }

  @Test
  void chargesStagesOfACompletableFuture() throws Exception {
    Executor executor = context().wrap((Executor) threads);
    int sum =
        CompletableFuture.supplyAsync(() -> use(1), executor)
            .thenApplyAsync(before -> before + use(2), executor)
            .thenCombineAsync(
                CompletableFuture.supplyAsync(() -> use(4), executor),
                (left, right) -> left + right + use(8),
                executor)
            .get();
    assertEquals(15, sum);
    assertEquals(15, used());
  }

  @Test
  void chargesSubmittedTasks() throws Exception {
    ExecutorService executor = context().wrap(threads);
    assertEquals(1, executor.submit(() -> use(1)).get());
    assertEquals("done", executor.submit((Runnable) () -> use(2), "done").get());
    Future<?> future = executor.submit((Runnable) () -> use(4));
    assertEquals(null, future.get());
    assertEquals(7, used());
  }

  @Test
  void chargesTasksThatAreInvokedTogether() throws Exception {
    ExecutorService executor = context().wrap(threads);
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      int nanos = i;
      tasks.add(() -> use(nanos));
    }
    int sum = 0;
    for (Future<Integer> result : executor.invokeAll(tasks)) {
      sum += result.get();
    }
    for (Future<Integer> result : executor.invokeAll(tasks, 20, TimeUnit.SECONDS)) {
      sum += result.get();
    }
    assertEquals(110, sum);
    assertEquals(110, used());
  }

  @Test
  void chargesTheOneThatIsInvokedOfAny() throws Exception {
    ExecutorService executor = context().wrap(threads);
    Callable<Integer> first = () -> use(3);
    Callable<Integer> second = () -> use(4);
    assertEquals(3, executor.invokeAny(List.of(first)));
    assertEquals(4, executor.invokeAny(List.of(second), 20, TimeUnit.SECONDS));
    assertEquals(7, used());
  }

  @Test
  void handsOutTheExceptionOfASubmittedTask() throws Exception {
    IOException failure = new IOException("on purpose");
    Future<Integer> future = context().wrap(threads).submit(() -> failChecked(failure));
    assertSame(failure, assertThrows(ExecutionException.class, future::get).getCause());
    assertEquals(1, used());
  }

  @Test
  void passesARejectionOnAndExpectsNothing() {
    FootprintContext context = context();
    RejectedExecutionException rejection = new RejectedExecutionException("on purpose");
    Executor rejecting =
        context.wrap(
            (Executor)
                task -> {
                  throw rejection;
                });
    assertSame(
        rejection,
        assertThrows(RejectedExecutionException.class, () -> rejecting.execute(() -> use(1))));
    assertFalse(request.isPendingElsewhere());
    ExecutorService stopped = context.wrap(threads);
    stopped.shutdown();
    assertThrows(RejectedExecutionException.class, () -> stopped.submit(() -> use(1)));
    assertThrows(RejectedExecutionException.class, () -> stopped.invokeAll(List.of(() -> use(1))));
    assertFalse(request.isPendingElsewhere());
    assertEquals(ResourceUse.NONE, requestUse.claim(request));
  }

  @Test
  void stopsTheExecutorThatItWraps() throws Exception {
    ExecutorService executor = context().wrap(threads);
    assertFalse(executor.isShutdown());
    assertFalse(executor.isTerminated());
    executor.shutdown();
    assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
    assertTrue(threads.isShutdown());
    assertTrue(executor.isShutdown());
    assertTrue(executor.isTerminated());
    assertEquals(List.of(), executor.shutdownNow());
  }

  @Test
  void expectsNothingMoreOfTasksThatNeverBeganWhenItIsStopped() {
    List<Runnable> queue = new ArrayList<>();
    ExecutorService executor = context().wrap(new QueuingExecutor(queue));
    executor.execute(() -> use(1));
    var unused = executor.submit(() -> use(2));
    assertTrue(request.isPendingElsewhere());
    List<Runnable> notBegun = executor.shutdownNow();
    assertEquals(queue, notBegun);
    assertFalse(request.isPendingElsewhere());
    // Whoever runs them all the same has them charged.
    notBegun.forEach(Runnable::run);
    assertEquals(3, requestUse.claim(request).cpuNanos());
    assertFalse(request.isPendingElsewhere());
  }

  @Test
  void expectsNothingMoreOfATaskThatIsRunAgainWhenItIsDone() throws Exception {
    ExecutorService executor = context().wrap(threads);
    Future<Integer> done = executor.submit(() -> use(1));
    assertEquals(1, done.get());
    executor.execute((Runnable) done);
    executor.shutdown();
    assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
    assertFalse(request.isPendingElsewhere());
    assertEquals(1, requestUse.claim(request).cpuNanos());
  }

  @Test
  void doesNotMeasureACancelledTask() throws Exception {
    List<Runnable> queue = new ArrayList<>();
    ExecutorService executor = context().wrap(new QueuingExecutor(queue));
    Future<Integer> future = executor.submit(() -> use(1));
    assertTrue(request.isPendingElsewhere());
    assertTrue(future.cancel(true));
    queue.forEach(Runnable::run);
    assertEquals(0, used());
  }

  /** So that an answer that has waited for it tells what it cost. */
  @Test
  void chargesASubmittedTaskBeforeItsResultIsThere() throws Exception {
    ExecutorService executor = context().wrap(threads);
    for (int i = 0; i < 1_000; i++) {
      assertEquals(3, executor.submit(() -> use(3)).get());
      assertFalse(request.isPendingElsewhere());
      assertEquals(3, requestUse.claim(request).cpuNanos());
    }
  }

  @Test
  void expectsNothingOfATaskThatWasCancelledBeforeItBegan() {
    ExecutorService executor = context().wrap(new QueuingExecutor(new ArrayList<>()));
    Future<Integer> future = executor.submit(() -> use(1));
    assertTrue(request.isPendingElsewhere());
    assertTrue(future.cancel(false));
    assertFalse(request.isPendingElsewhere());
  }
}
