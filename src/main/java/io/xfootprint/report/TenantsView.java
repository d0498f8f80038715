// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.Sums;
import io.xfootprint.ledger.TenantReading;
import io.xfootprint.reading.MonthlyStatement;
import io.xfootprint.reading.MonthlyTenants;
import io.xfootprint.report.Quantity.Column;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the tenants of a month have cost, in the words and units of a page. */
final class TenantsView {

  /** As many as people look through; JSON and CSV have all. */
  static final int MOST = 200;

  private static final String UNKNOWN = "–";
  private static final BigInteger SECONDS_PER_HOUR = BigInteger.valueOf(3600);

  private final MonthlyTenants tenants;
  private final MonthlyStatement month;

  TenantsView(MonthlyTenants tenants) {
    this.tenants = tenants;
    month = tenants.month();
  }

  /** Returns the values of the page of all. */
  Map<String, Object> all() {
    List<RouteCost> named =
        tenants.costs().stream().filter(cost -> !cost.label().equals(TenantReading.OTHER)).toList();
    Optional<RouteCost> others = tenants.find(TenantReading.OTHER);
    List<RouteCost> shown = Stream.concat(named.stream().limit(MOST), others.stream()).toList();
    Column energy = Quantity.WATT_HOURS.column(shown.stream().map(TenantsView::nanowattHours));
    Column emissions =
        Quantity.EMISSIONS.column(
            shown.stream().map(cost -> cost.full().get(Metric.HIGH_PICOGRAMS)));
    Map<String, Object> values = head();
    values.put("energyUnit", energy.unit());
    values.put("emissionsUnit", emissions.unit());
    values.put(
        "tenants", named.stream().limit(MOST).map(cost -> row(cost, energy, emissions)).toList());
    values.put("others", others.map(cost -> row(cost, energy, emissions)).stream().toList());
    values.put("isEmpty", named.isEmpty());
    values.put("count", Quantity.COUNT.text(BigInteger.valueOf(named.size())));
    values.put(
        "beyond",
        named.size() > MOST
            ? Quantity.COUNT.text(BigInteger.valueOf((long) named.size() - MOST))
            : "");
    values.put("floor", kilowattHoursUnlessNone(tenants.stored().floorNanojoules()));
    return values;
  }

  private Map<String, Object> row(RouteCost cost, Column energy, Column emissions) {
    Map<String, Object> row = name(cost);
    Sums full = cost.full();
    boolean knowsFull = cost.knowsFull();
    row.put(
        "own",
        Metric.ENERGY_NANOJOULES.isKnown(cost.own())
            ? energy.number(nanowattHours(cost.own()))
            : UNKNOWN);
    row.put("share", Double.isNaN(cost.share()) ? UNKNOWN : PageText.percent(100 * cost.share()));
    row.put("full", knowsFull ? energy.number(nanowattHours(full)) : UNKNOWN);
    row.put(
        "emissions", knowsFull ? emissions.number(full.get(Metric.EMISSIONS_PICOGRAMS)) : UNKNOWN);
    row.put(
        "range",
        knowsFull
            ? emissions.number(full.get(Metric.LOW_PICOGRAMS))
                + " – "
                + emissions.number(full.get(Metric.HIGH_PICOGRAMS))
            : UNKNOWN);
    return row;
  }

  private static BigInteger nanowattHours(RouteCost cost) {
    return nanowattHours(cost.full());
  }

  private static BigInteger nanowattHours(Sums sums) {
    return sums.get(Metric.ENERGY_NANOJOULES).divide(SECONDS_PER_HOUR);
  }

  private Map<String, Object> name(RouteCost cost) {
    TenantFigures figures = new TenantFigures(tenants, cost);
    Map<String, Object> row = new HashMap<>();
    row.put("name", figures.name());
    row.put("alias", figures.alias());
    row.put("query", URLEncoder.encode(figures.name(), StandardCharsets.UTF_8));
    row.put("requests", Quantity.COUNT.text(cost.own().get(Metric.REQUESTS)));
    return row;
  }

  /**
   * Returns the values of the statement of one.
   *
   * @param method how energy is found; an empty text if that is not known yet
   */
  Map<String, Object> one(RouteCost cost, String method, String version) {
    Map<String, Object> values = head();
    values.putAll(name(cost));
    Sums own = cost.own();
    boolean knowsOwn = Metric.ENERGY_NANOJOULES.isKnown(own);
    Optional<Sums> full = new TenantFigures(tenants, cost).full();
    values.put("own", knowsOwn ? kilowattHours(own, Metric.ENERGY_NANOJOULES) : "not known");
    values.put("ownRange", knowsOwn ? range(own) : "");
    values.put(
        "full",
        full.map(sums -> kilowattHours(sums, Metric.ENERGY_NANOJOULES)).orElse("not known"));
    values.put("fullRange", full.map(TenantsView::range).orElse(""));
    values.put("emissions", full.map(TenantsView::grams).orElse("not known"));
    values.put(
        "emissionsRange",
        full.map(
                sums ->
                    Quantity.EMISSIONS.text(sums.get(Metric.LOW_PICOGRAMS))
                        + " to "
                        + Quantity.EMISSIONS.text(sums.get(Metric.HIGH_PICOGRAMS)))
            .orElse(""));
    values.put("embodied", full.map(sums -> grams(cost.embodied())).orElse("not known"));
    values.put("late", kilowattHoursUnlessNone(tenants.lateNanojoules(cost.label())));
    values.put(
        "intensity",
        new SciFigures(month.books())
            .gramsPerKilowattHour()
            .map(each -> each.toPlainString() + " g/kWh")
            .orElse("not known"));
    values.put("unmeasured", Quantity.COUNT.text(own.get(Metric.WITHOUT_CPU)));
    values.put("estimated", Quantity.COUNT.text(own.get(Metric.ESTIMATED)));
    values.put("coverage", coverage());
    values.put("method", method);
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

  private static String kilowattHours(Sums sums, Metric metric) {
    return SciFigures.kilowattHours(sums.get(metric)).toPlainString() + " kWh";
  }

  /** Returns an energy; an empty text for none. */
  private static String kilowattHoursUnlessNone(BigInteger nanojoules) {
    return nanojoules.signum() > 0
        ? SciFigures.kilowattHours(nanojoules).toPlainString() + " kWh"
        : "";
  }

  private static String range(Sums sums) {
    return kilowattHours(sums, Metric.LOW_NANOJOULES)
        + " to "
        + kilowattHours(sums, Metric.HIGH_NANOJOULES);
  }

  private static String grams(Sums sums) {
    return Quantity.EMISSIONS.text(sums.get(Metric.EMISSIONS_PICOGRAMS));
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
