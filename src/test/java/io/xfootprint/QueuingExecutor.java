// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Leaves its tasks to the test. */
final class QueuingExecutor extends AbstractExecutorService {

  private final List<Runnable> queue;

  QueuingExecutor(List<Runnable> queue) {
    this.queue = queue;
  }

  @Override
  public void execute(Runnable task) {
    queue.add(task);
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.copyOf(queue);
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }
}
