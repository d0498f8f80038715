// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.handoff;

import io.xfootprint.meter.Measurement;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An executor service whose tasks are charged to requests, as those of {@link ChargedExecutor} are.
 *
 * <p>{@code submit}, {@code invokeAll} and {@code invokeAny} are inherited. They make a future by
 * {@link #newTaskFor(Callable)} and hand it to {@link #execute}, so these two are all that has to
 * know about requests. {@code invokeAny} wraps that future once more; its tasks are charged too,
 * but maybe just after their result is there. The life cycle is that of the given executor service:
 * shutting this one down shuts that one down.
 *
 * <p>Safe for use by many threads.
 */
public final class ChargedExecutorService extends AbstractExecutorService {

  private final ExecutorService executor;
  private final Supplier<@Nullable Measurement> charged;

  /**
   * Creates an executor service.
   *
   * @param executor runs the tasks
   * @param charged as for {@link ChargedExecutor#ChargedExecutor}
   */
  public ChargedExecutorService(ExecutorService executor, Supplier<@Nullable Measurement> charged) {
    this.executor = executor;
    this.charged = charged;
  }

  @Override
  protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable task, T result) {
    return newTaskFor(Executors.callable(task, result));
  }

  @Override
  protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> task) {
    Measurement measurement = charged.get();
    return measurement == null ? super.newTaskFor(task) : ChargedFuture.of(task, measurement);
  }

  @Override
  public void execute(Runnable task) {
    // A future charges its work itself, before its result is there. Wrapped in a ChargedTask its
    // work would be booked a moment after the request could read the result and answer.
    if (task instanceof ChargedFuture<?> future) {
      executeFuture(future);
      return;
    }
    Measurement measurement = charged.get();
    if (measurement == null) {
      executor.execute(task);
    } else {
      ChargedExecutor.execute(executor, task, measurement);
    }
  }

  private void executeFuture(ChargedFuture<?> future) {
    boolean accepted = false;
    future.markPending();
    try {
      executor.execute(future);
      accepted = true;
    } finally {
      if (!accepted) {
        future.drop();
      }
    }
  }

  @Override
  public void shutdown() {
    executor.shutdown();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Tasks that never began are pending no more. Otherwise the answers of their requests would
   * say {@code partial} for as long as those requests last.
   */
  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> notBegun = executor.shutdownNow();
    for (Runnable task : notBegun) {
      if (task instanceof ChargedTask charged) {
        charged.drop();
      } else if (task instanceof ChargedFuture<?> future) {
        future.drop();
      }
    }
    return notBegun;
  }

  @Override
  public boolean isShutdown() {
    return executor.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return executor.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return executor.awaitTermination(timeout, unit);
  }
}
