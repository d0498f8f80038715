// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.SyncHandlers;
import io.xfootprint.functional.harness.Attempt;
import io.xfootprint.functional.harness.ServerLog;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.grid.Location;
import io.xfootprint.servlet.FootprintFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of a setting that stops the start. */
class RefusedStartIT {

  @TempDir private static Path folder;

  private static String failure(Map<String, String> settings) throws Exception {
    Attempt attempt = new Attempt(new FootprintFilter());
    return attempt.failureIn(
        Site.of(folder)
            .servlet("/t/*", HandlerServlet.byName(SyncHandlers.all()))
            .filter(attempt, settings, 1));
  }

  @Test
  void saysInTheLogAndInTheExceptionWhatIsWrongWhereAndWhatMayHaveBeenMeant() throws Exception {
    try (ServerLog log = ServerLog.open()) {
      String failure = failure(Map.of("location", "de"));
      assertEquals(
          "X-Footprint: filter 'filter-0' does not start: 'location' must be a known place: "
              + Location.FORMS
              + ", but was 'de' (init-param location); did you mean 'country/DEU'?",
          failure);
      List<String> told = log.complaints().stream().filter(line -> line.contains(failure)).toList();
      assertTrue(!told.isEmpty(), () -> String.join("\n", log.complaints()));
    }
  }

  @Test
  void doesNotStartWithAnAddressThatCanNeverWork() throws Exception {
    String address = "jdbc:h2:file:footprint";
    String failure = failure(Map.of("store", address));
    assertTrue(
        failure.contains("'store' must be an address at which totals can be kept ("), failure);
    assertTrue(failure.endsWith(", but was '" + address + "' (init-param store)"), failure);
  }
}
