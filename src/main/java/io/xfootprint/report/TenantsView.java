// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.Sums;
import io.xfootprint.ledger.TenantReading;
import io.xfootprint.reading.MonthlyStatement;
import io.xfootprint.reading.MonthlyTenants;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the tenants of a month have cost, in the words and units of a page. */
final class TenantsView {

  /** As many as people look through; JSON and CSV have all. */
  static final int MOST = 200;

  private final MonthlyTenants tenants;
  private final MonthlyStatement month;

  TenantsView(MonthlyTenants tenants) {
    this.tenants = tenants;
    month = tenants.month();
  }

  /** Returns the values of the page of all. */
  Map<String, Object> all() {
    Map<String, Object> values = head();
    List<RouteCost> named =
        tenants.costs().stream().filter(cost -> !cost.label().equals(TenantReading.OTHER)).toList();
    values.put("tenants", named.stream().limit(MOST).map(this::row).toList());
    values.put("others", tenants.find(TenantReading.OTHER).map(this::row).stream().toList());
    values.put("isEmpty", named.isEmpty());
    values.put("count", Quantity.COUNT.text(BigInteger.valueOf(named.size())));
    values.put(
        "beyond",
        named.size() > MOST
            ? Quantity.COUNT.text(BigInteger.valueOf((long) named.size() - MOST))
            : "");
    values.put("floor", floor());
    return values;
  }

  /** Returns the values of the statement of one. */
  Map<String, Object> one(RouteCost cost, String version) {
    Map<String, Object> values = head();
    values.putAll(row(cost));
    Sums own = cost.own();
    values.put("ownRange", range(own));
    values.put("late", late(cost.label()));
    values.put("embodied", cost.knowsFull() ? grams(cost.embodied()) : "not known");
    values.put(
        "intensity",
        new SciFigures(month.books())
            .gramsPerKilowattHour()
            .map(each -> each.toPlainString() + " g/kWh")
            .orElse("not known"));
    values.put("unmeasured", Quantity.COUNT.text(own.get(Metric.WITHOUT_CPU)));
    values.put("estimated", Quantity.COUNT.text(own.get(Metric.ESTIMATED)));
    values.put("coverage", coverage());
    values.put("version", version);
    values.put("hash", tenants.ofAllInstances() ? month.hash() : "");
    return values;
  }

  private Map<String, Object> head() {
    Map<String, Object> values = new HashMap<>();
    values.put("app", month.app());
    values.put("month", month.month().toString());
    values.put("earlier", month.month().minusMonths(1).toString());
    values.put("later", month.isOver() ? month.month().plusMonths(1).toString() : "");
    values.put("isOver", month.isOver());
    values.put("ofAllInstances", tenants.ofAllInstances());
    return values;
  }

  private Map<String, Object> row(RouteCost cost) {
    TenantFigures figures = new TenantFigures(tenants, cost);
    Map<String, Object> row = new HashMap<>();
    row.put("name", figures.name());
    row.put("alias", figures.alias());
    row.put("query", URLEncoder.encode(figures.name(), StandardCharsets.UTF_8));
    row.put("requests", Quantity.COUNT.text(cost.own().get(Metric.REQUESTS)));
    row.put(
        "own",
        Metric.ENERGY_NANOJOULES.isKnown(cost.own())
            ? kilowattHours(cost.own(), Metric.ENERGY_NANOJOULES)
            : "not known");
    row.put("share", Double.isNaN(cost.share()) ? "–" : PageText.percent(100 * cost.share()));
    row.put(
        "full",
        figures.full().map(sums -> kilowattHours(sums, Metric.ENERGY_NANOJOULES)).orElse("–"));
    row.put("fullRange", figures.full().map(TenantsView::range).orElse(""));
    row.put("emissions", figures.full().map(TenantsView::grams).orElse("–"));
    row.put(
        "emissionsRange",
        figures
            .full()
            .map(
                sums ->
                    Quantity.EMISSIONS.text(sums.get(Metric.LOW_PICOGRAMS))
                        + " to "
                        + Quantity.EMISSIONS.text(sums.get(Metric.HIGH_PICOGRAMS)))
            .orElse(""));
    return row;
  }

  private static String kilowattHours(Sums sums, Metric metric) {
    return SciFigures.kilowattHours(sums.get(metric)).toPlainString();
  }

  private static String range(Sums sums) {
    return kilowattHours(sums, Metric.LOW_NANOJOULES)
        + " to "
        + kilowattHours(sums, Metric.HIGH_NANOJOULES);
  }

  private static String grams(Sums sums) {
    return Quantity.EMISSIONS.text(sums.get(Metric.EMISSIONS_PICOGRAMS));
  }

  /** Returns what a tenant may have taken before it got a line; empty if that is nothing. */
  private String late(String tenant) {
    BigInteger late = tenants.lateNanojoules(tenant);
    return late.signum() > 0 ? SciFigures.kilowattHours(late).toPlainString() : "";
  }

  private String floor() {
    BigInteger floor = tenants.stored().floorNanojoules();
    return floor.signum() > 0 ? SciFigures.kilowattHours(floor).toPlainString() : "";
  }

  private String coverage() {
    double coverage = month.books().coverage();
    return PageText.format(
        "Anything was counted in %d of %d hours. Requests explain %s of the CPU time of the"
            + " application.",
        month.countedHours(),
        month.allHours(),
        Double.isNaN(coverage) ? "an unknown part" : PageText.percent(100 * coverage));
  }
}
