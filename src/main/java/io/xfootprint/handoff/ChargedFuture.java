// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.handoff;

import io.xfootprint.meter.Measurement;
import io.xfootprint.meter.PendingWork;
import io.xfootprint.meter.Segment;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A task that is charged before its result is available: a request that waits for it knows its cost
 * when it answers.
 */
final class ChargedFuture<T extends @Nullable Object> extends FutureTask<T> {

  private final Charged<T> task;

  private ChargedFuture(Charged<T> task) {
    super(task);
    this.task = task;
  }

  static <T extends @Nullable Object> ChargedFuture<T> of(
      Callable<T> task, Measurement measurement) {
    return new ChargedFuture<>(new Charged<>(task, measurement));
  }

  private static final class Charged<T extends @Nullable Object> implements Callable<T> {

    private final Callable<T> task;
    private final Measurement measurement;
    private volatile @Nullable PendingWork due;

    Charged(Callable<T> task, Measurement measurement) {
      this.task = task;
      this.measurement = measurement;
    }

    @Override
    public T call() throws Exception {
      PendingWork work = due;
      try (Segment segment = work == null ? measurement.openPass() : work.begin()) {
        return task.call();
      }
    }
  }

  /** Notes that the task is about to be handed on, maybe by one of our executors to another. */
  void expect() {
    PendingWork before = task.due;
    task.due = task.measurement.due();
    if (before != null) {
      before.drop();
    }
  }

  /** Notes that the task will not run, unless it has begun. */
  void drop() {
    PendingWork work = task.due;
    if (work != null) {
      work.drop();
    }
  }

  /** A second run finds the work done. */
  @Override
  public void run() {
    try {
      super.run();
    } finally {
      drop();
    }
  }

  /** It may have been cancelled before it began. */
  @Override
  protected void done() {
    drop();
  }
}
