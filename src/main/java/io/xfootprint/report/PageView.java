// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.PeriodStatement;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.reading.DayRange;
import io.xfootprint.reading.Report;
import io.xfootprint.report.Quantity.Column;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * Puts a report into the words, units and order of the page. A value is text as the page shows it,
 * so that the templates only place it.
 */
final class PageView {

  private static final BigInteger SECONDS_PER_HOUR = BigInteger.valueOf(3600);

  /** The JSON, from which the charts are drawn, has joules and milligrams with nine decimals. */
  private static final int DECIMALS_IN_JSON = 9;

  /** In percent: below that the machine is busy with work. */
  private static final double WORTH_SAYING = 10;

  private final Report report;
  private final Provenance setup;
  private final Regions regions;

  PageView(Report report, Provenance setup, Regions regions) {
    this.report = report;
    this.setup = setup;
    this.regions = regions;
  }

  /** Returns the values of the template. */
  Map<String, Object> values(PageQuery query) {
    Map<String, Object> values = new HashMap<>();
    values.put("app", report.app());
    values.put("showsTenants", setup.settings().report().tenants());
    values.put("span", report.period().key());
    values.put("query", report.period().query());
    values.put("spans", PeriodView.spans(report.period(), query::href));
    values.putAll(new PeriodView(report.period(), setup.settings().store().isPresent()).values());
    values.put("notes", notes());
    values.put("sentence", new CategoriesView(report.statement()).sentence());
    values.put("cards", List.of(emissions(), energy(), rate(), requests()));
    values.put("at", report.at().toString());
    values.put("atText", PageText.minute(report.at()));
    values.put("badge", setup.settings().report().badge());
    values.put("basis", basis());
    values.put(
        "health",
        new HealthView(report.health(), setup, report.storeFault(), report.at()).values());
    values.putAll(series());
    values.putAll(new RoutesView(report, query).values());
    values.putAll(new CategoriesView(report.statement()).values());
    values.putAll(new VersionsView(report).values());
    values.putAll(new AvoidableView(report.avoidable()).values());
    values.putAll(dearest());
    values.putAll(new InstancesView(report.instances(), query).values());
    values.putAll(regions());
    return values;
  }

  /** Returns what a reader must know to trust the figures. */
  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    String onlyOwn = ". These figures are what this instance remembers.";
    report.storeFault().ifPresent(fault -> notes.add("The store " + fault + onlyOwn));
    if (setup.settings().store().isEmpty()) {
      notes.add(
          "Totals are kept in memory alone and begin with this process: this period begins at "
              + PageText.minute(report.from())
              + " UTC. The setting store keeps the totals of all instances.");
    } else if (!report.ofAllInstances()) {
      notes.add("The figures of this period are what the instance that has answered remembers.");
    }
    if (!report.headline().isComplete()) {
      notes.add("The store was not read yet, so the total is that of this instance alone.");
    }
    if (LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory) {
      notes.add(
          "Log lines and warnings go nowhere: SLF4J has no provider in this application. Add one,"
              + " such as logback-classic or slf4j-jdk14.");
    }
    return notes;
  }

  /** The total is the first figure on the page, as it is the one that people ask for. */
  private Map<String, Object> emissions() {
    Sums total = report.headline().total().full();
    String since =
        report
            .firstCounted()
            .map(first -> "since " + PageText.minute(first) + " UTC")
            .orElse("since it was first counted");
    return card(
        "co2e",
        "Full emissions so far",
        grams(total.get(Metric.EMISSIONS_PICOGRAMS)),
        range(Quantity.EMISSIONS, total, Metric.LOW_PICOGRAMS, Metric.HIGH_PICOGRAMS),
        holding(report.headline().total()) + since);
  }

  /**
   * Returns how much of the emissions is not for any work, where that is worth saying: a smaller
   * machine, or a shared one, lowers it, and no change of the code does.
   */
  private static String holding(Statement total) {
    double full = total.full().get(Metric.EMISSIONS_PICOGRAMS).doubleValue();
    double held =
        Stream.of(CostCategory.IDLE, CostCategory.MEMORY, CostCategory.EMBODIED)
            .mapToDouble(line -> total.line(line).get(Metric.EMISSIONS_PICOGRAMS).doubleValue())
            .sum();
    double percent = full > 0 ? 100 * held / full : 0;
    return percent < WORTH_SAYING
        ? ""
        : PageText.format(
            "%d %% of this is for holding the machine: idle power, memory and its making; ",
            (long) percent);
  }

  private Map<String, Object> energy() {
    Sums total = report.headline().total().full();
    BigInteger nanojoules = total.get(Metric.ENERGY_NANOJOULES);
    return card(
        "energy",
        "Full energy so far",
        Quantity.ENERGY.text(nanojoules),
        range(Quantity.ENERGY, total, Metric.LOW_NANOJOULES, Metric.HIGH_NANOJOULES),
        Quantity.WATT_HOURS.text(nanojoules.divide(SECONDS_PER_HOUR))
            + ", at the wall of the server");
  }

  private Map<String, Object> rate() {
    Optional<BigInteger> rate = report.headline().picogramsPerMinute();
    boolean isOfStore = setup.settings().store().isPresent() && report.storeFault().isEmpty();
    return card(
        "rate",
        "Now",
        rate.map(PageView::grams).orElse("–"),
        "",
        rate.isPresent()
            ? "per minute, over the last " + (isOfStore ? "two hours" : "hour")
            : "per minute, told after the first minute");
  }

  private Map<String, Object> requests() {
    return card(
        "requests",
        "Requests",
        Costs.requests(report.statement()),
        grams(report.statement().full().get(Metric.EMISSIONS_PICOGRAMS)),
        report.period() instanceof DayRange days
            ? "in this period: " + days.title()
            : "in this period, since " + PageText.minute(report.from()) + " UTC");
  }

  private static Map<String, Object> card(
      String kind, String title, String figure, String range, String about) {
    return Map.of("kind", kind, "title", title, "figure", figure, "range", range, "about", about);
  }

  private static String grams(BigInteger picograms) {
    return Quantity.EMISSIONS.text(picograms) + " CO₂e";
  }

  private static String range(Quantity quantity, Sums sums, Metric low, Metric high) {
    return quantity.text(sums.get(low)) + " to " + quantity.text(sums.get(high));
  }

  /** The address of the store has no password: {@code StoreSettings} hides it. */
  private List<Map<String, Object>> basis() {
    List<Map<String, Object>> basis = new ArrayList<>(ProvenanceView.values(setup, report.at()));
    if (setup.settings().grid().isPresent()) {
      basis.add(ProvenanceView.prices(report.statement()));
    }
    setup
        .settings()
        .store()
        .ifPresent(store -> basis.add(ProvenanceView.entry("Store", store.toString(), "")));
    return basis;
  }

  private Map<String, Object> series() {
    List<PeriodStatement> series = report.series();
    Costs costs = Costs.of(series.stream().map(PeriodStatement::statement));
    return Map.of(
        "seriesTitle", report.period().title(),
        "energyUnit", costs.energy().unit(),
        "emissionsUnit", costs.emissions().unit(),
        "energyScale", "1e" + (costs.energy().exponent() - DECIMALS_IN_JSON),
        "emissionsScale", "1e" + (costs.emissions().exponent() - DECIMALS_IN_JSON),
        "series",
            series.stream()
                .map(
                    step ->
                        costs.row(step.statement(), Map.of("begin", PageText.minute(step.begin()))))
                .toList());
  }

  private Map<String, Object> dearest() {
    return Map.of(
        "hasDearest", setup.settings().report().dearest(),
        "hasAnyDearest", !report.dearest().isEmpty(),
        "dearest",
            report.dearest().stream()
                .map(
                    each ->
                        Map.of(
                            "at", PageText.second(each.at()),
                            "route", each.route(),
                            "cpu", text(Quantity.TIME, each.cost().cpuNanos()),
                            "bytes", text(Quantity.BYTES, each.cost().allocatedBytes()),
                            "energy", text(Quantity.ENERGY, each.cost().energyNanojoules())))
                .toList());
  }

  private static String text(Quantity quantity, long amount) {
    return amount < 0 ? "–" : quantity.text(BigInteger.valueOf(amount));
  }

  private Map<String, Object> regions() {
    BigInteger energy = report.statement().full().get(Metric.ENERGY_NANOJOULES);
    Column emissions =
        Quantity.EMISSIONS.column(regions.all().stream().map(each -> each.picograms(energy)));
    return Map.of(
        "regionsUnit", emissions.unit(),
        "regionsBasis", regions.basis(),
        "regions",
            regions.all().stream()
                .map(each -> region(each, emissions.number(each.picograms(energy))))
                .toList());
  }

  /** Returns a place, its bar relative to the last one, which has the dirtiest electricity. */
  private Map<String, Object> region(Regions.Region region, String emissions) {
    double own = regions.own().gramsPerJoule();
    double most = regions.all().get(regions.all().size() - 1).gramsPerJoule();
    return Map.of(
        "name", region.title(),
        "own", region.isOwn(),
        "intensity", PageText.format("%.1f", region.gramsPerKilowattHour()),
        "pue", PageText.hundredths(region.pue()),
        "emissions", emissions,
        "factor", own > 0 ? "× " + PageText.hundredths(region.gramsPerJoule() / own) : "",
        "percentWidth", PageText.hundredths(most > 0 ? 100 * region.gramsPerJoule() / most : 0));
  }
}
