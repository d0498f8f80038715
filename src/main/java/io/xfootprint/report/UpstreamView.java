// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.upstream.UpstreamSum;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What other services have cost for each route, of this instance since its start. It is in no other
 * figure of the report, and in no sum with any.
 */
final class UpstreamView {

  private static final String UNKNOWN = "–";

  /** Joules and milligrams. */
  private static final int DECIMALS = 9;

  private final List<Map.Entry<String, UpstreamSum>> routes;

  /** Takes the sums by the label of their route. */
  UpstreamView(Map<String, UpstreamSum> sums) {
    routes =
        sums.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<String, UpstreamSum>>comparingLong(
                        route -> route.getValue().nanojoules())
                    .reversed()
                    .thenComparing(Map.Entry::getKey))
            .toList();
  }

  /** Returns the values of a page, with these. */
  Map<String, Object> with(Map<String, Object> page) {
    Map<String, Object> values = new HashMap<>(page);
    values.put("hasUpstream", !routes.isEmpty());
    values.put("upstream", routes.stream().map(UpstreamView::row).toList());
    return values;
  }

  private static Map<String, Object> row(Map.Entry<String, UpstreamSum> route) {
    UpstreamSum sum = route.getValue();
    return Map.of(
        "route", route.getKey(),
        "calls", text(Quantity.COUNT, sum.calls()),
        "energy", sum.isKnown() ? text(Quantity.ENERGY, sum.nanojoules()) : UNKNOWN,
        "emissions", sum.isKnown() ? text(Quantity.EMISSIONS, sum.picograms()) : UNKNOWN,
        "unknown", text(Quantity.COUNT, sum.unknown()));
  }

  private static String text(Quantity quantity, long amount) {
    return quantity.text(BigInteger.valueOf(amount));
  }

  /** Returns the same as JSON; empty if there were no calls. */
  Optional<List<JsonObject>> json() {
    return Optional.of(routes.stream().map(UpstreamView::json).toList())
        .filter(list -> !list.isEmpty());
  }

  private static JsonObject json(Map.Entry<String, UpstreamSum> route) {
    UpstreamSum sum = route.getValue();
    JsonObject json = new JsonObject().put("route", route.getKey()).put("up_calls", sum.calls());
    if (sum.isKnown()) {
      json.put("up_energy_j", BigDecimal.valueOf(sum.nanojoules(), DECIMALS))
          .put("up_co2e_mg", BigDecimal.valueOf(sum.picograms(), DECIMALS));
    }
    return json.put("up_unknown", sum.unknown());
  }
}
