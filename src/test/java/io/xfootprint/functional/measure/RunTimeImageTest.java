// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.LoggedLine;
import io.xfootprint.functional.harness.LoggedServer;
import io.xfootprint.functional.harness.SyncCase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on a JVM without the modules jdk.management, java.sql and java.naming. */
class RunTimeImageTest {

  @TempDir private Path folder;

  @Test
  void measuresWhatTheJvmTellsAndSaysOnceWhatIsMissing() throws Exception {
    Optional<Path> home = RunTimeImage.home();
    assumeTrue(home.isPresent(), "this JDK makes no run-time image");
    try (LoggedServer server = LoggedServer.startOn(home.orElseThrow(), folder)) {
      Figures figures =
          new Client().send(server.port(), new SyncCase("GET", "/much", List.of())).figures();
      assertTrue(figures.cpuMicros() > 0, figures::toString);
      assertTrue(figures.energyMicrojoules() > 0, figures::toString);
      assertTrue(figures.emissionsNanograms() > 0, figures::toString);
      assertEquals(Figures.ABSENT, figures.allocatedBytes());
      LoggedLine app = server.first(block -> block.app().number("requests") > 0).app();
      assertTrue(app.number("background_j") > 0, app::toString);
      assertTrue(app.number("idle_j") > 0, app::toString);
      assertTrue(app.number("process_cpu_ms") > app.number("cpu_ms"), app::toString);
      assertFalse(server.lines("Measuring ").get(0).contains("garbage collection by unknown"));
      List<String> complaints = server.lines("WARN");
      assertEquals(1, complaints.size(), complaints::toString);
      assertTrue(
          complaints.get(0).contains("does not report allocated bytes"), complaints::toString);
      assertTrue(complaints.get(0).contains("--add-modules jdk.management"), complaints::toString);
    }
  }
}
