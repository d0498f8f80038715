// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.reading.UpstreamCosts;
import io.xfootprint.upstream.UpstreamSum;
import io.xfootprint.upstream.UpstreamTotal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpstreamViewTest {

  private static final UpstreamView VIEW =
      view(
          Map.of(
              "GET /a",
              UpstreamTotal.of(UpstreamSum.SILENT),
              "GET /b",
              UpstreamTotal.of(new UpstreamSum(3, 2, 5, 20_410_500, 2_520_031))));

  private static UpstreamView view(Map<String, UpstreamTotal> routes) {
    return new UpstreamView(new UpstreamCosts(routes, false));
  }

  @Test
  void showsTheDearestRouteFirstAndNeverZeroForUnknown() {
    Map<String, Object> page = VIEW.with(Map.of("app", "shop"));
    assertEquals("shop", page.get("app"));
    assertEquals(true, page.get("hasUpstream"));
    assertEquals(
        List.of(
            Map.of(
                "route",
                "GET /b",
                "calls",
                "3",
                "energy",
                "20.4\u00a0mJ",
                "emissions",
                "2.52\u00a0µg",
                "unknown",
                "5"),
            Map.of(
                "route", "GET /a", "calls", "1", "energy", "–", "emissions", "–", "unknown", "1")),
        page.get("upstream"));
  }

  @Test
  void writesJsonInTheUnitsOfTheLog() {
    assertEquals(
        "[{\"route\":\"GET /b\",\"up_calls\":3,\"up_energy_j\":0.020410500,"
            + "\"up_co2e_mg\":0.002520031,\"up_unknown\":5},"
            + "{\"route\":\"GET /a\",\"up_calls\":1,\"up_unknown\":1}]",
        JsonObject.text(VIEW.json().orElseThrow(), false));
  }

  @Test
  void showsNothingWhereNothingWasCalled() {
    UpstreamView none = view(Map.of());
    assertEquals(false, none.with(Map.of()).get("hasUpstream"));
    assertEquals(true, none.json().isEmpty());
    assertEquals(true, none.scope().isEmpty());
  }
}
