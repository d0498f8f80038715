// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.DistributionFigure;
import io.xfootprint.regression.Change;
import io.xfootprint.regression.RouteChange;
import io.xfootprint.regression.VersionCosts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** Writes what versions of the application cost, and what the latest one has changed, as JSON. */
final class VersionsJson {

  private static final MathContext DIGITS = new MathContext(4);

  private VersionsJson() {}

  static JsonObject version(VersionCosts version) {
    return new JsonObject()
        .put("version", version.version())
        .put("first_seen", version.firstSeen())
        .put("requests", version.requests())
        .put(
            "routes",
            version.routes().entrySet().stream()
                .map(
                    route ->
                        put(
                            new JsonObject()
                                .put("route", route.getKey())
                                .put("requests", route.getValue().requests()),
                            Optional.of(route.getValue())))
                .toList());
  }

  /** Puts how the cost of a route is distributed over its requests. */
  static JsonObject put(JsonObject route, Optional<Distribution> distribution) {
    distribution.ifPresent(
        known -> {
          for (DistributionFigure figure : DistributionFigure.values()) {
            route.put(figure.key(), figure.inUnit(known));
          }
        });
    return route;
  }

  static JsonObject change(RouteChange change) {
    JsonObject json =
        new JsonObject()
            .put("route", change.route())
            .put("version", change.version())
            .put("before", change.before())
            .put(
                "finding",
                change.hasMoved()
                    ? (change.isRegression() ? "regression" : "improvement")
                    : "none");
    put(json, "alloc_b", change.bytes());
    put(json, "cpu_ms", change.cpu());
    return json.put("energy_j_change", rounded(change.energy()));
  }

  private static void put(JsonObject json, String key, Change change) {
    if (Double.isFinite(change.relative())) {
      json.put(key + "_change", rounded(change.relative()))
          .put(key + "_confidence", rounded(change.confidence()))
          .put(key + "_moved", change.hasMoved());
    }
  }

  private static Optional<BigDecimal> rounded(double part) {
    return Double.isFinite(part)
        ? Optional.of(BigDecimal.valueOf(part).round(DIGITS))
        : Optional.empty();
  }
}
