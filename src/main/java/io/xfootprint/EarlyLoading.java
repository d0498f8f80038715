// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.meter.DaemonThreads;
import io.xfootprint.meter.ThreadMeter;
import io.xfootprint.process.ProcessMeter;
import io.xfootprint.settings.FootprintSettings;
import java.util.Locale;

/**
 * Loads what the start needs next on a second thread, while the first one looks at the machine and
 * reads the settings.
 *
 * <p>Most of a start is the loading and linking of classes: of 160 ms some 110 ms, on a machine of
 * two CPUs, where this takes away a quarter. It decides nothing: the thread that starts does all of
 * it again, with classes that are there by then, and meets the same failures.
 *
 * <p>For use by one thread.
 */
public final class EarlyLoading implements AutoCloseable {

  private final Thread thread =
      new DaemonThreads("x-footprint-start").newThread(EarlyLoading::load);

  /** Starts to load. */
  public EarlyLoading() {
    thread.start();
  }

  private static void load() {
    try {
      // In the order in which the start needs them. Values are dropped, classes stay.
      var unused = FootprintSettings.SETTINGS.size();
      ProcessMeter.ofJvm().read();
      ThreadMeter.ofJvm().close();
      var unusedText = String.format(Locale.ROOT, "%.3f", 1.0);
    } catch (RuntimeException | LinkageError e) {
      // The thread that starts meets the same and says so.
    }
  }

  /** Waits for the end of the thread, which a container would take for a leak. */
  @Override
  public void close() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
