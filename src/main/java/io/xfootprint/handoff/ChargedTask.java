// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.handoff;

import io.xfootprint.meter.PendingWork;
import io.xfootprint.meter.Segment;

/**
 * A task that is charged to the request which handed it off. Its request counts it as pending until
 * it begins, or until it is known that it never will.
 *
 * <p>A task that runs repeatedly is measured each time.
 */
public final class ChargedTask implements Runnable {

  private final PendingWork work;
  private final Runnable task;

  /**
   * Creates a task.
   *
   * @param work of the request to charge, made when the task is handed off
   */
  public ChargedTask(PendingWork work, Runnable task) {
    this.work = work;
    this.task = task;
  }

  @Override
  public void run() {
    try (Segment segment = work.begin()) {
      task.run();
    }
  }

  /** Notes that it will not run; does nothing if it has begun. */
  void drop() {
    work.drop();
  }
}
