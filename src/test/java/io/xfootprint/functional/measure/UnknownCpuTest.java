// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import io.xfootprint.ledger.Totals;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A JVM whose count of CPU time is switched off while the application runs. */
class UnknownCpuTest {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final WebApp app =
      WebApp.ofSyncHandlers()
          .servlet(
              "/switches-off",
              (request, response) -> {
                THREADS.setThreadCpuTimeEnabled(false);
                response.getWriter().print("done");
              })
          .filter();

  @AfterEach
  void countCpuTimeAgain() {
    THREADS.setThreadCpuTimeEnabled(true);
  }

  @Test
  void leavesOutWhatIsNotKnown() throws Exception {
    try (JettyServer server = JettyServer.start(app)) {
      THREADS.setThreadCpuTimeEnabled(false);
      for (String handler : List.of("small", "flush-mid", "forward")) {
        assertOnlyBytes(server.get("/t/" + handler));
      }
      assertEquals(500, server.get("/t/status500").status());
      server.awaitIdle();
      Totals all = app.totals();
      assertEquals(4, all.requests());
      assertEquals(4, all.withoutCpu());
      assertEquals(0, all.withoutBytes());
      assertEquals(0, all.cpuNanos());
      assertTrue(all.allocatedBytes() > 0);
    }
  }

  @Test
  void leavesOutWhatIsNoLongerKnown() throws Exception {
    try (JettyServer server = JettyServer.start(app)) {
      Answer answer = server.get("/switches-off");
      assertEquals("done", answer.body());
      assertOnlyBytes(answer);
      server.awaitIdle();
      assertEquals(1, app.totals().withoutCpu());
    }
  }

  @Test
  void measuresAgainWhenItIsKnownAgain() throws Exception {
    try (JettyServer server = JettyServer.start(app)) {
      server.get("/switches-off");
      THREADS.setThreadCpuTimeEnabled(true);
      assertTrue(server.get("/t/small").figures().complete());
      server.awaitIdle();
      assertEquals(2, app.totals().requests());
      assertEquals(1, app.totals().withoutCpu());
    }
  }

  private static void assertOnlyBytes(Answer answer) {
    assertEquals(200, answer.status());
    Figures figures = answer.figures();
    assertTrue(figures.allocatedBytes() > 0);
    assertEquals(Figures.ABSENT, figures.cpuMicros());
    assertEquals(Figures.ABSENT, figures.energyMicrojoules());
    assertEquals(Figures.ABSENT, figures.emissionsNanograms());
    assertEquals(1, answer.all("X-Footprint-Total").size());
  }
}
