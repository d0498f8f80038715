// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.meter.DueWork;
import io.xfootprint.meter.Measurement;
import java.util.concurrent.Executor;

/** Charges each task to one request. */
final class ChargedExecutor implements Executor {

  private final Executor executor;
  private final Measurement measurement;

  ChargedExecutor(Executor executor, Measurement measurement) {
    this.executor = executor;
    this.measurement = measurement;
  }

  @Override
  public void execute(Runnable task) {
    DueWork work = measurement.due();
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
