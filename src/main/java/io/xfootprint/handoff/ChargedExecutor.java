// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.handoff;

import io.xfootprint.meter.Measurement;
import io.xfootprint.meter.PendingWork;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Charges each task to a request: always the same one, or that of the thread that submits it. */
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
