// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.handoff;

import io.xfootprint.meter.PendingWork;
import io.xfootprint.meter.Segment;

/** A task that is due until it begins or is known never to begin. */
public final class ChargedTask implements Runnable {

  private final PendingWork work;
  private final Runnable task;

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

  /** Notes that it will not run, unless it has begun. */
  void drop() {
    work.drop();
  }
}
