// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The dashboard as a file, as Grafana itself is in no package that a build could take; {@link
 * ScrapeTest} asks its queries.
 */
class DashboardTest {

  private static final Map<String, String> SOURCE =
      Map.of("type", "prometheus", "uid", "${datasource}");

  /** Grafana's names of units; what begins with suffix: is written as it is. */
  private static final Set<String> UNITS =
      Set.of("joule", "watt", "massg", "bytes", "s", "reqps", "percentunit", "none");

  private static final int COLUMNS = 24;

  private final JsonPath dashboard;

  DashboardTest() throws Exception {
    dashboard = Shipped.dashboard();
  }

  @Test
  void importsAsANewOneOfTheClassicForm() {
    assertNull(dashboard.get("id"));
    assertEquals("x-footprint", dashboard.getString("uid"));
    assertTrue(dashboard.getInt("schemaVersion") >= 36);
    assertNull(dashboard.get("apiVersion"), "the form of Kubernetes");
  }

  @Test
  void asksOnlyTheDataSourceThatIsChosen() {
    assertEquals("datasource", dashboard.getString("templating.list[0].type"));
    for (String sources :
        List.of(
            "panels.datasource",
            "panels.targets.datasource.flatten()",
            "templating.list.tail().datasource",
            "annotations.list.tail().datasource")) {
      List<Map<String, String>> found = dashboard.getList(sources);
      assertFalse(found.isEmpty(), sources);
      found.forEach(source -> assertEquals(SOURCE, source, sources));
    }
  }

  @Test
  void choosesAmongJobsAndInstances() {
    assertEquals(List.of("job", "instance"), dashboard.getList("templating.list.tail().name"));
    assertEquals(List.of(true, true), dashboard.getList("templating.list.tail().multi"));
    assertEquals(List.of(true, true), dashboard.getList("templating.list.tail().includeAll"));
    List<String> queries = dashboard.getList("panels.targets.expr.flatten()");
    assertTrue(queries.size() > 15, "only " + queries.size());
    for (String query : queries) {
      assertEquals(
          query.split("footprint_\\w+", -1).length,
          query.split("footprint_\\w+\\{job=~\"\\$job\", instance=~\"\\$instance\"", -1).length,
          query);
    }
  }

  @Test
  void saysUnitAndMeaningOfEachPanel() {
    List<String> units = dashboard.getList("panels.fieldConfig.defaults.unit");
    units.forEach(unit -> assertTrue(UNITS.contains(unit) || unit.startsWith("suffix:"), unit));
    List<String> descriptions = dashboard.getList("panels.description");
    descriptions.forEach(text -> assertTrue(text.length() > 15, text));
    List<Integer> panels = dashboard.getList("panels.id");
    assertTrue(panels.size() > 10, "only " + panels);
    assertEquals(panels.size(), new HashSet<>(panels).size());
    assertEquals(panels.size(), units.size());
    assertEquals(panels.size(), descriptions.size());
  }

  @Test
  void hasNoPanelOverAnother() {
    Set<String> cells = new HashSet<>();
    for (Map<String, Integer> place : dashboard.<Map<String, Integer>>getList("panels.gridPos")) {
      assertTrue(place.get("x") + place.get("w") <= COLUMNS, place::toString);
      for (int x = 0; x < place.get("w"); x++) {
        for (int y = 0; y < place.get("h"); y++) {
          assertTrue(cells.add((place.get("x") + x) + " " + (place.get("y") + y)), place::toString);
        }
      }
    }
  }
}
