// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.data.TableVersion;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.GridUse;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.reading.MonthlyStatement;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A statement of a month in the words and units of a page that is printed. */
final class StatementView {

  private static final int SHOWN_OF_HASH = 16;

  private final MonthlyStatement statement;
  private final SciFigures figures;

  StatementView(MonthlyStatement statement) {
    this.statement = statement;
    figures = new SciFigures(statement.books());
  }

  /** Returns the values of the template. */
  Map<String, Object> values(String version) {
    Map<String, Object> values = new HashMap<>(new CategoriesView(statement.books()).values());
    values.put("app", statement.app());
    values.put("month", statement.month().toString());
    values.put("earlier", statement.month().minusMonths(1).toString());
    values.put("later", statement.isOver() ? statement.month().plusMonths(1).toString() : "");
    values.put("isOver", statement.isOver());
    values.put("figures", figures());
    values.put("sources", sources());
    values.put("coverage", coverage());
    values.put("tables", tables());
    values.put("version", version);
    values.put("hash", statement.hash());
    values.put("hashBefore", statement.hashBefore());
    return values;
  }

  private List<Map<String, String>> figures() {
    return List.of(
        figure(
            "E",
            "Energy at the wall of the servers, all that is held",
            figures.operational().map(sums -> kilowattHours(sums, Metric.ENERGY_NANOJOULES)),
            figures
                .operational()
                .map(
                    sums ->
                        kilowattHours(sums, Metric.LOW_NANOJOULES)
                            + " to "
                            + kilowattHours(sums, Metric.HIGH_NANOJOULES))),
        figure(
            "I",
            "Emissions of a kWh of it: location-based, with PUE and grid loss",
            figures.gramsPerKilowattHour().map(each -> each.toPlainString() + " g/kWh"),
            Optional.of("")),
        figure(
            "O = E × I",
            "Operational emissions",
            figures.operational().map(sums -> grams(sums.get(Metric.EMISSIONS_PICOGRAMS))),
            figures.operational().map(StatementView::range)),
        figure(
            "M",
            "Embodied emissions: the part of the making of the machines that this month takes",
            figures.embodied().map(sums -> grams(sums.get(Metric.EMISSIONS_PICOGRAMS))),
            figures.embodied().map(StatementView::range)),
        figure(
            "R",
            "Functional units: one request each",
            Optional.of(Quantity.COUNT.text(figures.requests())),
            Optional.of("")),
        figure(
            "SCI = (O + M) / R",
            "Emissions of a functional unit",
            perRequest(Metric.EMISSIONS_PICOGRAMS),
            perRequest(Metric.LOW_PICOGRAMS)
                .flatMap(
                    low -> perRequest(Metric.HIGH_PICOGRAMS).map(high -> low + " to " + high))));
  }

  private static Map<String, String> figure(
      String name, String meaning, Optional<String> value, Optional<String> range) {
    return Map.of(
        "name",
        name,
        "meaning",
        meaning,
        "value",
        value.orElse("not known"),
        "range",
        range.orElse(""));
  }

  private Optional<String> perRequest(Metric emissions) {
    return figures
        .full()
        .filter(sums -> figures.requests().signum() > 0)
        .map(sums -> grams(sums.get(emissions).divide(figures.requests())));
  }

  private static String grams(BigInteger picograms) {
    return Quantity.EMISSIONS.text(picograms) + " CO₂e";
  }

  private static String range(Sums sums) {
    return grams(sums.get(Metric.LOW_PICOGRAMS)) + " to " + grams(sums.get(Metric.HIGH_PICOGRAMS));
  }

  private static String kilowattHours(Sums sums, Metric metric) {
    return SciFigures.kilowattHours(sums.get(metric)).toPlainString() + " kWh";
  }

  /** Returns what has priced the energy, with the mean of each source. */
  private List<Map<String, String>> sources() {
    Statement books = statement.books();
    double all = books.full().get(Metric.ENERGY_NANOJOULES).doubleValue();
    return new TreeMap<>(books.grids())
        .entrySet().stream()
            .filter(each -> each.getValue().nanojoules().signum() > 0)
            .map(each -> source(each.getKey(), each.getValue(), all))
            .toList();
  }

  private static Map<String, String> source(String name, GridUse use, double all) {
    return Map.of(
        "name", name,
        "share", PageText.percent(100 * Math.min(1, use.nanojoules().doubleValue() / all)),
        "mean", PageText.format("%.1f", use.gramsPerKilowattHour()));
  }

  private String coverage() {
    Sums requests = statement.books().line(CostCategory.REQUESTS);
    double coverage = statement.books().coverage();
    return PageText.format(
        "Anything was counted in %d of %d hours. Requests explain %s of the CPU time. Of %s requests"
            + " %s have no known CPU time, and %s have figures that are estimates.",
        statement.countedHours(),
        statement.allHours(),
        Double.isNaN(coverage) ? "an unknown part" : PageText.percent(100 * coverage),
        Quantity.COUNT.text(figures.requests()),
        Quantity.COUNT.text(requests.get(Metric.WITHOUT_CPU)),
        Quantity.COUNT.text(requests.get(Metric.ESTIMATED)));
  }

  private static List<Map<String, String>> tables() {
    return TableVersion.all().stream()
        .map(
            table -> Map.of("name", table.name(), "hash", table.hash().substring(0, SHOWN_OF_HASH)))
        .toList();
  }
}
