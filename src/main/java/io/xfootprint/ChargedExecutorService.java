// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.meter.Measurement;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Charges each task to one request.
 *
 * <p>Futures and groups of tasks are those of {@link AbstractExecutorService}, and come down to
 * {@link #execute}.
 */
final class ChargedExecutorService extends AbstractExecutorService {

  private final ExecutorService executor;
  private final ChargedExecutor charged;

  ChargedExecutorService(ExecutorService executor, Measurement measurement) {
    this.executor = executor;
    charged = new ChargedExecutor(executor, measurement);
  }

  @Override
  public void execute(Runnable task) {
    charged.execute(task);
  }

  @Override
  public void shutdown() {
    executor.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> notBegun = executor.shutdownNow();
    for (Runnable task : notBegun) {
      // Of this request or another one: without this its answer would wait for work for ever.
      if (task instanceof ChargedTask charged) {
        charged.work().drop();
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
