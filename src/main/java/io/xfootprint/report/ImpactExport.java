// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.reading.Report;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/**
 * Writes a report as a manifest of the Impact Framework, with its names of parameters: kWh, g CO2e
 * and seconds. Energy and carbon are full ones, so all routes together are the application. It is
 * YAML in its flow style, which is JSON.
 */
final class ImpactExport {

  /** Of the Impact Framework, whose {@code if-run} reads the manifest. */
  private static final String VERSION = "1.1.0";

  /** 1 nJ is 2.78e-16 kWh: 18 decimals keep three digits of it. */
  private static final int KILOWATT_HOUR_DECIMALS = 18;

  private ImpactExport() {}

  static String of(Report report, Provenance setup) {
    JsonObject children = new JsonObject();
    for (RouteCost route : report.statement().routesByEnergy()) {
      if (route.knowsFull()) {
        children.put(
            route.label(), new JsonObject().put("outputs", List.of(output(report, setup, route))));
      }
    }
    JsonObject manifest =
        new JsonObject()
            .put("name", report.app())
            .put("description", "Written by x-footprint from measured CPU time")
            .put("if-version", new JsonObject().put("version", VERSION))
            .put("tree", new JsonObject().put("children", children));
    return JsonObject.text(manifest, true);
  }

  /**
   * Returns the figures of a route. They are outputs and not inputs, as nothing is left for the
   * framework to calculate. A duration of 0 s would be no period.
   */
  private static JsonObject output(Report report, Provenance setup, RouteCost route) {
    BigInteger all = route.full().get(Metric.EMISSIONS_PICOGRAMS);
    BigInteger embodied = route.embodied().get(Metric.EMISSIONS_PICOGRAMS);
    return new JsonObject()
        .put("timestamp", report.from())
        .put("duration", Math.max(1, Duration.between(report.from(), report.to()).toSeconds()))
        .put("requests", route.own().asLong(Metric.REQUESTS))
        .put("functional-unit", "requests")
        .put("cpu/energy", kilowattHours(route.own().get(Metric.ENERGY_NANOJOULES)))
        .put("energy", kilowattHours(route.full().get(Metric.ENERGY_NANOJOULES)))
        .put(
            "grid/carbon-intensity",
            setup.model().electricity().grid().at(report.at()).intensity().gramsPerKilowattHour())
        .put("carbon-operational", Quantity.grams(all.subtract(embodied)))
        .put("embodied-carbon", Quantity.grams(embodied))
        .put("carbon", Quantity.grams(all))
        .put("sci", Quantity.grams(route.perRequest(all)));
  }

  private static BigDecimal kilowattHours(BigInteger nanojoules) {
    return new BigDecimal(nanojoules)
        .divide(Quantity.NANOJOULES_PER_KILOWATT_HOUR, KILOWATT_HOUR_DECIMALS, RoundingMode.HALF_UP)
        .stripTrailingZeros();
  }
}
