// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.reading.UpstreamCosts;
import io.xfootprint.upstream.UpstreamTotal;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What other services have cost, as page and JSON show it. */
final class UpstreamView {

  private static final String UNKNOWN = "–";

  /** Joules and milligrams. */
  private static final int DECIMALS = 9;

  private final List<Map.Entry<String, UpstreamTotal>> routes;
  private final boolean ofAllInstances;

  UpstreamView(UpstreamCosts costs) {
    routes = costs.byEnergy();
    ofAllInstances = costs.ofAllInstances();
  }

  /** Returns the values of a page, with these. */
  Map<String, Object> with(Map<String, Object> page) {
    Map<String, Object> values = new HashMap<>(page);
    values.put("hasUpstream", !routes.isEmpty());
    values.put("upstreamOfAll", ofAllInstances);
    values.put("upstream", routes.stream().map(UpstreamView::row).toList());
    return values;
  }

  private static Map<String, Object> row(Map.Entry<String, UpstreamTotal> route) {
    UpstreamTotal sum = route.getValue();
    return Map.of(
        "route", route.getKey(),
        "calls", Quantity.COUNT.text(sum.calls()),
        "energy", sum.isKnown() ? Quantity.ENERGY.text(sum.nanojoules()) : UNKNOWN,
        "emissions", sum.isKnown() ? Quantity.EMISSIONS.text(sum.picograms()) : UNKNOWN,
        "unknown", Quantity.COUNT.text(sum.unknown()));
  }

  /** Returns the same as JSON; empty if there were no calls. */
  Optional<List<JsonObject>> json() {
    return Optional.of(routes.stream().map(UpstreamView::json).toList())
        .filter(list -> !list.isEmpty());
  }

  /** Returns what the JSON covers; empty if there were no calls. */
  Optional<String> scope() {
    return routes.isEmpty() ? Optional.empty() : Optional.of(ReportJson.scope(ofAllInstances));
  }

  private static JsonObject json(Map.Entry<String, UpstreamTotal> route) {
    UpstreamTotal sum = route.getValue();
    JsonObject json = new JsonObject().put("route", route.getKey()).put("up_calls", sum.calls());
    if (sum.isKnown()) {
      json.put("up_energy_j", new BigDecimal(sum.nanojoules(), DECIMALS))
          .put("up_co2e_mg", new BigDecimal(sum.picograms(), DECIMALS));
    }
    return json.put("up_unknown", sum.unknown());
  }
}
