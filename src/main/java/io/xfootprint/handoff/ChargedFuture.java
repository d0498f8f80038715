// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.handoff;

import io.xfootprint.meter.Measurement;
import io.xfootprint.meter.PendingWork;
import io.xfootprint.meter.Segment;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A task with a result, charged to its request before the result is available. A request that waits
 * for the result therefore has the whole cost when it answers:
 *
 * <pre>{@code
 * pool thread:     open segment, call task, close segment (cost booked), set result
 * request thread:  future.get() .............................................. returns, answers
 * }</pre>
 *
 * <p>So the segment is opened inside the {@link Callable} and not around {@link #run}, which sets
 * the result. Safe for use by many threads.
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

  /** The task inside its segment; made before the future, as {@link FutureTask} takes it first. */
  private static final class Charged<T extends @Nullable Object> implements Callable<T> {

    private final Callable<T> task;
    private final Measurement measurement;

    /** Null until an executor of ours gets the future: it may also be run by hand. */
    private volatile @Nullable PendingWork pending;

    Charged(Callable<T> task, Measurement measurement) {
      this.task = task;
      this.measurement = measurement;
    }

    @Override
    public T call() throws Exception {
      PendingWork work = pending;
      try (Segment segment = work == null ? measurement.openPass() : work.begin()) {
        return task.call();
      }
    }
  }

  /**
   * Notes that the task is about to be handed to an executor. One of our executors may wrap another
   * one, and then both do: the new mark is set before the old one goes, so that the request is
   * never without one in between.
   */
  void markPending() {
    PendingWork before = task.pending;
    task.pending = task.measurement.due();
    if (before != null) {
      before.drop();
    }
  }

  /** Notes that the task will not run; does nothing if it has begun. */
  void drop() {
    PendingWork work = task.pending;
    if (work != null) {
      work.drop();
    }
  }

  @Override
  public void run() {
    try {
      super.run();
    } finally {
      // A future that is done already does not call the task again, so begin() is never reached.
      drop();
    }
  }

  /** Called on cancellation too, which may come before the task has begun. */
  @Override
  protected void done() {
    drop();
  }
}
