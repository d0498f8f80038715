// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Attempt;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.ServerLog;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.SyncCase;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application whose class loader hides modules of the JDK from it. */
class HiddenModulesTest {

  private static final String FILTER = "io.xfootprint.servlet.FootprintFilter";
  private static final String REPORT = "io.xfootprint.report.FootprintServlet";

  private static final int BYTES = 1_000_000;

  /** Where bytes go, so that the compiler cannot leave them out. */
  @SuppressWarnings("unused")
  private static volatile byte[] garbage = {};

  private final Client client = new Client();

  @TempDir private Path folder;

  @Test
  void measuresEverythingWithoutModulesThatItCanDoWithout() throws Exception {
    try (HidingLoader loader =
            HidingLoader.of("com.sun.management.", "java.sql.", "javax.sql.", "javax.naming.");
        ServerLog log = ServerLog.open();
        Container container =
            ContainerKind.ofThisRun()
                .start(
                    Site.of(folder)
                        .loader(loader)
                        .servlet("/allocate", (request, response) -> garbage = new byte[BYTES])
                        .servlet("/footprint/*", loader.make(Servlet.class, REPORT))
                        .filter(
                            loader.make(Filter.class, FILTER),
                            Map.of("report.access", "open", "window", "1h"),
                            1))) {
      Figures figures = get(container, "/allocate").figures();
      assertTrue(figures.complete(), figures::toString);
      assertTrue(figures.allocatedBytes() >= BYTES, figures::toString);
      String report = get(container, "/footprint/api/v1/report").body();
      assertFalse(report.contains("\"gc_source\":\"unknown\""), report);
      Class<?> processMeter = loader.loadClass("io.xfootprint.process.ProcessMeter");
      String use =
          processMeter
              .getMethod("read")
              .invoke(processMeter.getMethod("ofJvm").invoke(null))
              .toString();
      assertFalse(use.contains("=-1"), use);
      assertEquals(List.of(), log.complaints());
    }
  }

  private Answer get(Container container, String path) throws Exception {
    Answer answer = client.send(container.port(), new SyncCase("GET", path, List.of()));
    assertEquals(200, answer.status());
    return answer;
  }

  /** The names that are hidden, the setting {@code store}, what is told. */
  @ParameterizedTest
  @CsvSource({
    "java.sql., jdbc:h2:mem:hidden, 'store', java.sql",
    "java.sql., java:comp/env/jdbc/footprint, 'store', java.sql",
    "javax.naming., java:comp/env/jdbc/footprint, 'store', java.naming",
    "java.lang.management., '', nothing can be measured, java.management"
  })
  void saysWhichModuleIsMissing(String hidden, String store, String what, String module)
      throws Exception {
    try (HidingLoader loader = HidingLoader.of(hidden)) {
      String message = failure(loader, store);
      assertTrue(message.contains(what), message);
      assertTrue(message.contains("<module name=\"" + module + "\"/>"), message);
      assertTrue(message.contains(store), message);
    }
  }

  private String failure(HidingLoader loader, String store) throws Exception {
    Attempt attempt = new Attempt(loader.make(Filter.class, FILTER));
    return attempt.failureIn(
        Site.of(folder)
            .loader(loader)
            .filter(attempt, store.isEmpty() ? Map.of() : Map.of("store", store), 1));
  }

  @Test
  void keepsTotalsInADatabaseWithoutNaming() throws Exception {
    try (HidingLoader loader = HidingLoader.of("javax.naming.")) {
      assertEquals("null", failure(loader, "jdbc:h2:mem:nameless"));
    }
  }

  /** The container has the library, as its class path is that of the test. */
  @Test
  void saysThatSpansGetNoCostWhereTheirLibraryIsHidden() throws Exception {
    try (HidingLoader loader = HidingLoader.of("io.opentelemetry.");
        CapturedLog log = CapturedLog.of("io.xfootprint.servlet.Tracing", Level.INFO)) {
      assertEquals("null", failure(loader, ""));
      assertEquals(1, log.all("io.opentelemetry:opentelemetry-api both in WEB-INF/lib").size());
    }
  }
}
