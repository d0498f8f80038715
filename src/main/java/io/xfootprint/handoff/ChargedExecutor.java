// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.handoff;

import io.xfootprint.meter.Measurement;
import io.xfootprint.meter.PendingWork;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An executor whose tasks are charged: all to one request, or each to that of its submitter. */
public final class ChargedExecutor implements Executor {

  private final Executor executor;
  private final Supplier<@Nullable Measurement> charged;

  /**
   * Creates an executor.
   *
   * @param charged gives the request, on the thread that submits a task; null where there is none
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

  /** Executes a task that is charged to a request; until it begins, more work is due. */
  public static void execute(Executor executor, Runnable task, Measurement measurement) {
    PendingWork work = measurement.due();
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
