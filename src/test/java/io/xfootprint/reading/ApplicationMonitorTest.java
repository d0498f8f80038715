// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.functional.harness.CapturedLog;
import jakarta.servlet.ServletContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;

/** Who is told of the monitor, whatever the others do. */
class ApplicationMonitorTest {

  private final ServletContext context = new ServletContextHandler().getServletContext();
  private final List<String> told = new ArrayList<>();

  private final class Noting implements MonitorListener {

    @Override
    public void started(FootprintMonitor monitor) {
      told.add("started");
    }

    @Override
    public void stopped() {
      told.add("stopped");
    }
  }

  /** As one does whose library is too old. */
  private static final class Failing implements MonitorListener {

    @Override
    public void started(FootprintMonitor monitor) {
      throw new NoSuchMethodError("of a library");
    }

    @Override
    public void stopped() {
      throw new IllegalStateException("of a library");
    }
  }

  @Test
  void tellsAllListenersEvenIfOneFails() {
    try (CapturedLog log = CapturedLog.of(ApplicationMonitor.class.getName(), Level.WARN);
        FootprintMonitor monitor =
            TestMonitor.start(Map.of(), () -> Instant.EPOCH, System::nanoTime)) {
      ApplicationMonitor.listen(context, new Failing());
      ApplicationMonitor.listen(context, new Noting());
      ApplicationMonitor.start(context, monitor);
      ApplicationMonitor.listen(context, new Failing());
      ApplicationMonitor.listen(context, new Noting());
      ApplicationMonitor.stop(context);
      assertEquals(List.of("started", "started", "stopped", "stopped"), told);
      assertEquals(4, log.messages().size());
    }
  }
}
