// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.ledger.Ledger;
import io.xfootprint.meter.DaemonThreads;
import io.xfootprint.meter.ThreadMeter;
import io.xfootprint.model.PowerModel;
import io.xfootprint.process.ProcessMeter;
import io.xfootprint.settings.FootprintSettings;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Loads what the start needs next on a second thread, while the first one looks at the machine and
 * reads the settings; then what the first request needs, while the container goes on starting.
 *
 * <p>Most of a start is the loading and linking of classes. This decides nothing: the start and the
 * first request do all of it again, with classes that are there by then, and meet the same
 * failures.
 *
 * <p>For use by one thread.
 */
public final class EarlyLoading implements AutoCloseable {

  /** Many times what it takes. */
  private static final long MOST_MILLIS = 5_000;

  private final Thread thread;
  private final long mostMillis;

  /**
   * Starts to load.
   *
   * @param ofRequests the classes that the first request needs, the slowest first
   */
  public EarlyLoading(Supplier<List<Class<?>>> ofRequests) {
    this(() -> load(ofRequests), MOST_MILLIS);
  }

  /**
   * Starts some work.
   *
   * @param mostMillis how long {@link #close} waits for its end, in ms
   */
  EarlyLoading(Runnable work, long mostMillis) {
    this.mostMillis = mostMillis;
    thread = new DaemonThreads("x-footprint-start").newThread(work);
    thread.start();
  }

  private static void load(Supplier<List<Class<?>>> ofRequests) {
    try {
      // In the order in which the start needs them. Values are dropped, classes stay.
      var unused = FootprintSettings.SETTINGS.size();
      ProcessMeter.ofJvm().read();
      ThreadMeter.ofJvm().close();
      var unusedModel = PowerModel.forCpu("", "", 1, 1, 0);
      var unusedLedger = new Ledger(1, System::nanoTime);
      var unusedText = String.format(Locale.ROOT, "%.3f", 1.0);
      for (Class<?> type : ofRequests.get()) {
        // Linked too, which takes longer than the loading.
        Class.forName(type.getName(), true, type.getClassLoader());
      }
    } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
      // The start or the first request, whichever needs it next, meets the same.
    }
  }

  /**
   * Waits for the end of the thread, which a container would take for a leak. Not for ever: the
   * thread that starts may hold what this one needs, such as the lock of a class loader.
   */
  @Override
  public void close() {
    try {
      thread.join(mostMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
