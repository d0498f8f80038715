// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.upstream.UpstreamSum;
import io.xfootprint.upstream.UpstreamTotal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpstreamCostsTest {

  private static UpstreamTotal nanojoules(long nanojoules) {
    return UpstreamTotal.of(new UpstreamSum(1, 1, 0, nanojoules, 0));
  }

  @Test
  void showsTheDearestThousandRoutesAndAllOthersAsOne() {
    Map<String, UpstreamTotal> routes = new HashMap<>();
    for (int i = 1; i <= 1005; i++) {
      routes.put("GET /" + i, nanojoules(i));
    }
    List<Map.Entry<String, UpstreamTotal>> shown = new UpstreamCosts(routes, true).byEnergy();
    assertEquals(1001, shown.size());
    assertEquals("GET /1005", shown.get(0).getKey());
    assertEquals("GET /6", shown.get(1000).getKey());
    UpstreamTotal other = UpstreamTotal.NONE;
    for (Map.Entry<String, UpstreamTotal> route : shown) {
      other = route.getKey().equals("(other)") ? route.getValue() : other;
    }
    // 1 + 2 + 3 + 4 + 5 nJ.
    assertEquals(UpstreamTotal.of(new UpstreamSum(5, 5, 0, 15, 0)), other);
  }

  @Test
  void addsWhatOthersWereToldRouteByRoute() {
    UpstreamCosts own = new UpstreamCosts(Map.of("GET /a", nanojoules(5)), false);
    UpstreamCosts all = own.plus(Map.of("GET /a", nanojoules(2), "GET /b", nanojoules(3)));
    assertEquals(true, all.ofAllInstances());
    assertEquals(
        List.of(
            Map.entry("GET /a", nanojoules(5).plus(nanojoules(2))),
            Map.entry("GET /b", nanojoules(3))),
        all.byEnergy());
  }
}
