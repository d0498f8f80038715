// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.opentelemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.reading.ApplicationMonitor;
import io.xfootprint.reading.MetricsSource;
import io.xfootprint.reading.MonitorListener;
import jakarta.servlet.ServletContext;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The application's totals as instruments of OpenTelemetry, from the start of the filter to its
 * stop:
 *
 * <pre>{@code
 * FootprintInstruments.register(servletContext, openTelemetry);
 * }</pre>
 *
 * <p>It may be called before the filter starts. Requests do nothing for the instruments: what reads
 * them takes the books, once for all instruments. Safe for use by many threads.
 */
public final class FootprintInstruments {

  private FootprintInstruments() {}

  /**
   * Adds the instruments of an application, as soon as its filter has started.
   *
   * @param context of the application that the filter measures
   * @param openTelemetry whose meter gets them; with the agent {@code GlobalOpenTelemetry.get()}
   */
  public static void register(ServletContext context, OpenTelemetry openTelemetry) {
    ApplicationMonitor.listen(context, new Lifecycle(openTelemetry));
  }

  /** Starts and ends the instruments with the monitor; called with the context locked. */
  private static final class Lifecycle implements MonitorListener {

    private final OpenTelemetry openTelemetry;

    /** Null before the filter starts and after it stops. */
    private @Nullable MeterInstruments instruments;

    private Lifecycle(OpenTelemetry openTelemetry) {
      this.openTelemetry = openTelemetry;
    }

    @Override
    public void started(FootprintMonitor monitor) {
      instruments =
          MeterInstruments.register(
              openTelemetry, new MetricsSource(monitor, InstantSource.system()));
    }

    /** The library may outlive the application, and would keep its classes. */
    @Override
    public void stopped() {
      if (instruments != null) {
        instruments.close();
        instruments = null;
      }
    }
  }
}
