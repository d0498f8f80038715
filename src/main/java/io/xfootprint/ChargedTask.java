// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.meter.DueWork;
import io.xfootprint.meter.Segment;

/** A task that is due until it begins or is known never to begin. */
record ChargedTask(DueWork work, Runnable task) implements Runnable {

  @Override
  public void run() {
    try (Segment segment = work.begin()) {
      task.run();
    }
  }
}
