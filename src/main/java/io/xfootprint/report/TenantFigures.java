// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.RouteFigure;
import io.xfootprint.ledger.Sums;
import io.xfootprint.ledger.TenantAlias;
import io.xfootprint.reading.MonthlyTenants;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The figures of a tenant under the keys that JSON and CSV share: in kWh and g for those who add
 * them up with others, then the exact ones with the keys of routes. A figure that is not known is
 * empty.
 */
record TenantFigures(MonthlyTenants tenants, RouteCost cost) {

  /** Keys of the figures that routes do not have; they come first. */
  private static final List<String> OWN_KEYS =
      List.of("kwh", "low_kwh", "high_kwh", "g", "low_g", "high_g", "embodied_g", "late_j");

  /** Returns the keys, in the order of the figures. */
  static List<String> keys() {
    return Stream.concat(OWN_KEYS.stream(), ofRoutes().map(RouteFigure::key)).toList();
  }

  /** Returns the figures that routes have too. From a share follows what all tenants have taken. */
  private static Stream<RouteFigure> ofRoutes() {
    return Arrays.stream(RouteFigure.values()).filter(figure -> figure != RouteFigure.SHARE);
  }

  /** Returns the name. */
  String name() {
    return cost.label();
  }

  /** Returns the name in log lines, unless {@code log.tenants} says to log the name itself. */
  String alias() {
    return TenantAlias.of(tenants.month().app(), name());
  }

  /** Returns the figures by their keys, in the order of the columns. */
  Map<String, Optional<BigDecimal>> all() {
    Map<String, Optional<BigDecimal>> all = new LinkedHashMap<>();
    all.put("kwh", kilowattHours(Metric.ENERGY_NANOJOULES));
    all.put("low_kwh", kilowattHours(Metric.LOW_NANOJOULES));
    all.put("high_kwh", kilowattHours(Metric.HIGH_NANOJOULES));
    all.put("g", grams(Metric.EMISSIONS_PICOGRAMS));
    all.put("low_g", grams(Metric.LOW_PICOGRAMS));
    all.put("high_g", grams(Metric.HIGH_PICOGRAMS));
    all.put("embodied_g", full().map(known -> grams(cost.embodied(), Metric.EMISSIONS_PICOGRAMS)));
    all.put("late_j", Optional.of(new BigDecimal(late(), Metric.ENERGY_NANOJOULES.decimals())));
    ofRoutes()
        .forEach(
            figure ->
                all.put(
                    figure.key(),
                    figure.isKnown(cost) ? Optional.of(figure.inUnit(cost)) : Optional.empty()));
    return all;
  }

  /** Returns the cost with the part of what no request has caused. */
  Optional<Sums> full() {
    return cost.knowsFull() ? Optional.of(cost.full()) : Optional.empty();
  }

  /** Returns what the tenant may have taken at most beyond its own energy, in nJ. */
  BigInteger late() {
    return tenants.lateNanojoules(name());
  }

  private Optional<BigDecimal> kilowattHours(Metric metric) {
    return full().map(sums -> SciFigures.kilowattHours(sums.get(metric)));
  }

  private Optional<BigDecimal> grams(Metric metric) {
    return full().map(sums -> grams(sums, metric));
  }

  private static BigDecimal grams(Sums sums, Metric metric) {
    return SciFigures.grams(sums.get(metric));
  }
}
