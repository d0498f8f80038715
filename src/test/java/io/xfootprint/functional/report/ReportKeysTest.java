// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.path.json.JsonPath;
import io.xfootprint.functional.harness.JettyServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The keys of the report's JSON. */
class ReportKeysTest {

  private static final String API = "/footprint/api/v1/report";

  /** Keys in the answers are those of the document, all of them and no others. */
  @Test
  void hasTheKeysThatAreDocumented() throws Exception {
    Set<String> documented =
        Files.readString(Path.of("src/site/markdown/report.md"))
            .lines()
            .dropWhile(line -> !line.startsWith("## JSON"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| `"))
            .flatMap(line -> Pattern.compile("`([a-z_0-9]+)`").matcher(line).results())
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    String store = "jdbc:h2:mem:keys;DB_CLOSE_DELAY=-1";
    try (JettyServer before = ReportServer.open("store", store, "version", "1.0")) {
      askUntilComparable(before);
    }
    try (JettyServer server =
        ReportServer.open(
            "store",
            store,
            "store.interval",
            "200ms",
            "version",
            "1.1",
            "report.dearest",
            "true")) {
      // Nobody has that, so its energy is for nothing.
      server.get("/nothing");
      askUntilComparable(server);
      awaitChanges(server);
      Set<String> found = new TreeSet<>();
      JsonPath report = JsonPath.from(ReportServer.text(server.get(API)));
      collect(report.getMap("$"), found);
      found.removeIf(key -> report.getMap("setup").containsKey(key) && !documented.contains(key));
      Set<String> missing = new TreeSet<>(found);
      missing.removeAll(documented);
      assertEquals(Set.of(), missing, "not documented");
      Set<String> gone = new TreeSet<>(documented);
      gone.removeAll(found);
      gone.removeAll(
          Set.of(
              "store_fault",
              "meter_w",
              "estimated",
              "unmeasured",
              "name",
              "method",
              "started",
              "seen"));
      gone.removeIf(key -> key.startsWith("live_") || key.startsWith("up"));
      // Of the first minute there is no rate.
      gone.removeAll(Set.of("rate", "full_j_per_minute", "full_co2e_mg_per_minute"));
      gone.removeIf(
          key -> key.startsWith("all") || key.startsWith("this") || key.startsWith("embodied"));
      assertEquals(Set.of(), gone, "documented, and not there");
    }
  }

  private static void askUntilComparable(JettyServer server) throws Exception {
    for (int i = 0; i < 1030; i++) {
      server.get("/t/small");
    }
    server.awaitIdle();
  }

  private static void awaitChanges(JettyServer server) throws Exception {
    while (JsonPath.from(ReportServer.text(server.get(API)))
        .getList("changes.alloc_b_change")
        .contains(null)) {
      Thread.onSpinWait();
    }
  }

  private static void collect(Object value, Set<String> keys) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, inner) -> {
            keys.add(String.valueOf(key));
            collect(inner, keys);
          });
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> collect(inner, keys));
    }
  }
}
