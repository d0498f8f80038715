// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.handoff;

import io.xfootprint.meter.Measurement;
import io.xfootprint.meter.PendingWork;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An executor whose tasks are charged to requests: all to one request, or each to the request whose
 * thread submits it.
 *
 * <p>Whether a task finds its own request or a fixed one is up to the supplier, which is asked on
 * the submitting thread:
 *
 * <pre>{@code
 * new ChargedExecutor(pool, Measurement::current)  // each task to its submitter's request
 * new ChargedExecutor(pool, () -> measurement)     // all tasks to one request
 * }</pre>
 *
 * <p>Safe for use by many threads, if the given executor is.
 */
public final class ChargedExecutor implements Executor {

  private final Executor executor;
  private final Supplier<@Nullable Measurement> charged;

  /**
   * Creates an executor.
   *
   * @param executor runs the tasks
   * @param charged returns the measurement of the request to charge, on the thread that submits a
   *     task; null if there is none, and then the task runs uncharged
   */
  public ChargedExecutor(Executor executor, Supplier<@Nullable Measurement> charged) {
    this.executor = executor;
    this.charged = charged;
  }

  @Override
  public void execute(Runnable task) {
    Measurement measurement = charged.get();
    if (measurement == null) {
      executor.execute(task);
    } else {
      execute(executor, task, measurement);
    }
  }

  /**
   * Executes a task that is charged to a request. Until it begins, an answer of that request says
   * {@code partial}, as more cost is to come.
   *
   * @throws java.util.concurrent.RejectedExecutionException if the executor refuses the task; then
   *     nothing is pending
   */
  public static void execute(Executor executor, Runnable task, Measurement measurement) {
    // Pending before the hand-off: afterwards the task may have run already.
    PendingWork work = measurement.due();
    // Not a catch clause: an executor may throw anything, and the caller gets it as it is.
    boolean accepted = false;
    try {
      executor.execute(new ChargedTask(work, task));
      accepted = true;
    } finally {
      if (!accepted) {
        work.drop();
      }
    }
  }
}
