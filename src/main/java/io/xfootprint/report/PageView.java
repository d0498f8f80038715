// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.PeriodStatement;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.Sums;
import io.xfootprint.reading.Report;
import io.xfootprint.reading.Span;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Puts a report into the words, units and order of the page. */
final class PageView {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final BigInteger SECONDS_PER_HOUR = BigInteger.valueOf(3600);

  private final Report report;
  private final Provenance setup;
  private final Regions regions;
  private final RouteColumn sort;
  private final boolean reversed;

  /**
   * Creates a view.
   *
   * @param sort the column that routes are sorted by
   * @param reversed whether the other way round
   */
  PageView(Report report, Provenance setup, Regions regions, RouteColumn sort, boolean reversed) {
    this.report = report;
    this.setup = setup;
    this.regions = regions;
    this.sort = sort;
    this.reversed = reversed;
  }

  /** Returns the values of the template. */
  Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>();
    values.put("app", report.app());
    values.put("span", report.span().key());
    values.put("spans", spans());
    values.put("notes", notes());
    values.put("cards", cards());
    values.put("at", report.at().toString());
    values.put("atText", MINUTE.format(report.at()));
    values.put("badge", setup.settings().report().badge());
    values.put("basis", basis());
    putSeries(values);
    putRoutes(values);
    values.putAll(new CategoriesView(report.statement()).values());
    values.putAll(new InstancesView(report.instances()).values());
    putRegions(values);
    return values;
  }

  private List<Map<String, Object>> basis() {
    List<Map<String, Object>> basis = new ArrayList<>(new ProvenanceView(setup).values());
    setup
        .settings()
        .store()
        .ifPresent(store -> basis.add(ProvenanceView.entry("Store", store.toString(), "")));
    return basis;
  }

  private List<Map<String, Object>> spans() {
    return Arrays.stream(Span.values())
        .map(
            span ->
                Map.<String, Object>of(
                    "title", span.title(),
                    "key", span.key(),
                    "href", href(span, sort, reversed),
                    "current", span == report.span()))
        .toList();
  }

  private static String href(Span span, RouteColumn sort, boolean reversed) {
    return "?span=" + span.key() + "&sort=" + sort.key() + (reversed ? "&order=reversed" : "");
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    report
        .storeFault()
        .ifPresent(
            fault ->
                notes.add(
                    "The store " + fault + ". Figures are those that this instance remembers."));
    boolean hasStore = setup.settings().store().isPresent();
    if (!hasStore) {
      notes.add(
          "Totals are kept in memory, so they begin with this process: "
              + MINUTE.format(report.from())
              + " UTC for this period. The setting store keeps them, over all instances.");
    } else if (!report.ofAllInstances()) {
      notes.add("This period is told from the memory of the instance that has answered.");
    }
    if (!report.headline().isComplete()) {
      notes.add("The store was not read yet: the total is this instance alone.");
    }
    return notes;
  }

  private List<Map<String, Object>> cards() {
    Sums total = report.headline().total().total();
    Sums period = report.statement().total();
    String since =
        report
            .firstCounted()
            .map(first -> "since " + MINUTE.format(first) + " UTC")
            .orElse("since it was first counted");
    return List.of(
        card(
            "co2e",
            "Emissions so far",
            Quantity.EMISSIONS.text(total.get(Metric.EMISSIONS_PICOGRAMS)) + " CO₂e",
            range(Quantity.EMISSIONS, total, Metric.LOW_PICOGRAMS, Metric.HIGH_PICOGRAMS),
            "making of the machine included, " + since),
        card(
            "energy",
            "Energy so far",
            Quantity.ENERGY.text(total.get(Metric.ENERGY_NANOJOULES)),
            range(Quantity.ENERGY, total, Metric.LOW_NANOJOULES, Metric.HIGH_NANOJOULES),
            wattHours(total) + ", at the wall of the server"),
        card(
            "rate",
            "Now",
            perMinute(report.headline().rate().gramsPerMinute()) + " CO₂e",
            "",
            "per minute, over the last " + (isOfStore() ? "two hours" : "hour")),
        card(
            "requests",
            "Requests",
            Quantity.COUNT.text(
                report.statement().line(CostCategory.REQUESTS).get(Metric.REQUESTS)),
            Quantity.EMISSIONS.text(period.get(Metric.EMISSIONS_PICOGRAMS)) + " CO₂e",
            "in this period, since " + MINUTE.format(report.from()) + " UTC"));
  }

  private boolean isOfStore() {
    return setup.settings().store().isPresent() && report.storeFault().isEmpty();
  }

  private static Map<String, Object> card(
      String kind, String title, String figure, String range, String about) {
    return Map.of(
        "kind",
        kind,
        "title",
        title,
        "figure",
        figure,
        "range",
        range.isEmpty() ? List.of() : List.of(range),
        "about",
        about);
  }

  static String perMinute(double grams) {
    return Quantity.EMISSIONS.text(BigInteger.valueOf(Math.round(grams * 1e12)));
  }

  private static String range(Quantity quantity, Sums amounts, Metric low, Metric high) {
    return quantity.text(amounts.get(low)) + " to " + quantity.text(amounts.get(high));
  }

  private static String wattHours(Sums amounts) {
    return Quantity.WATT_HOURS.text(amounts.get(Metric.ENERGY_NANOJOULES).divide(SECONDS_PER_HOUR));
  }

  private void putSeries(Map<String, Object> values) {
    Quantity.Column energy =
        Quantity.ENERGY.column(report.series().stream().map(PageView::energyOf));
    Quantity.Column emissions =
        Quantity.EMISSIONS.column(report.series().stream().map(PageView::emissionsOf));
    values.put("seriesTitle", report.span().title());
    values.put("energyUnit", energy.unit().name());
    values.put("emissionsUnit", emissions.unit().name());
    // The JSON has joules and milligrams, both with nine decimals.
    values.put("energyScale", "1e" + (energy.unit().exponent() - 9));
    values.put("emissionsScale", "1e" + (emissions.unit().exponent() - 9));
    values.put(
        "series",
        report.series().stream()
            .map(
                step ->
                    Map.of(
                        "begin", MINUTE.format(step.begin()),
                        "requests",
                            Quantity.COUNT.text(
                                step.statement().line(CostCategory.REQUESTS).get(Metric.REQUESTS)),
                        "energy", energy.number(energyOf(step)),
                        "emissions", emissions.number(emissionsOf(step))))
            .toList());
  }

  private static BigInteger energyOf(PeriodStatement step) {
    return step.statement().operational().max(Sums.NONE).get(Metric.ENERGY_NANOJOULES);
  }

  private static BigInteger emissionsOf(PeriodStatement step) {
    return step.statement().total().max(Sums.NONE).get(Metric.EMISSIONS_PICOGRAMS);
  }

  private void putRoutes(Map<String, Object> values) {
    Comparator<RouteCost> order = sort.order();
    List<RouteCost> rows =
        report.statement().routesByEnergy().stream()
            .sorted(reversed ? order.reversed() : order)
            .toList();
    Map<RouteColumn, Quantity.Column> formats = new EnumMap<>(RouteColumn.class);
    for (RouteColumn column : RouteColumn.values()) {
      formats.put(column, column.quantity().column(rows.stream().map(row -> column.figure(row))));
    }
    values.put("hasRoutes", !rows.isEmpty());
    values.put(
        "columns",
        Arrays.stream(RouteColumn.values()).map(column -> heading(column, formats)).toList());
    values.put("routes", rows.stream().map(row -> route(row, formats)).toList());
  }

  private Map<String, Object> heading(
      RouteColumn column, Map<RouteColumn, Quantity.Column> formats) {
    boolean current = column == sort;
    boolean descending = current && (column == RouteColumn.ROUTE) == reversed;
    String unit = column.isFigure() ? unit(column, formats) : "";
    return Map.of(
        "title",
        column.title(),
        "key",
        column.key(),
        "css",
        column == RouteColumn.ROUTE ? "route-heading" : column.isFigure() ? "n" : "share",
        "unit",
        unit.isEmpty() ? List.of() : List.of(unit),
        "href",
        href(report.span(), column, current && !reversed),
        "sorted",
        current ? (descending ? "descending" : "ascending") : "none",
        "arrow",
        current ? (descending ? "▾" : "▴") : "");
  }

  private static String unit(RouteColumn column, Map<RouteColumn, Quantity.Column> formats) {
    return Objects.requireNonNull(formats.get(column)).unit().name();
  }

  private static Map<String, Object> route(
      RouteCost row, Map<RouteColumn, Quantity.Column> formats) {
    List<Map<String, String>> cells =
        Arrays.stream(RouteColumn.values())
            .filter(RouteColumn::isFigure)
            .map(column -> cell(column, row, formats))
            .toList();
    boolean known = row.own().knowsCpu();
    double percent = Double.isNaN(row.share()) ? 0 : 100 * row.share();
    return Map.of(
        "label",
        row.label(),
        "mark",
        row.own().asLong(Metric.ESTIMATED) > 0 ? List.of("estimated") : List.of(),
        "cells",
        cells,
        "percent",
        known ? percent(percent) : "unknown",
        "percentWidth",
        String.format(Locale.ROOT, "%.2f", known ? percent : 0));
  }

  private static Map<String, String> cell(
      RouteColumn column, RouteCost row, Map<RouteColumn, Quantity.Column> formats) {
    boolean known = column.knows(row);
    return Map.of(
        "title",
        column.title(),
        "number",
        known ? Objects.requireNonNull(formats.get(column)).number(column.figure(row)) : "unknown",
        "unit",
        known ? unit(column, formats) : "");
  }

  static String percent(double percent) {
    return percent > 0 && percent < 0.05
        ? "< 0.1 %"
        : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  private void putRegions(Map<String, Object> values) {
    BigInteger energy = report.statement().operational().get(Metric.ENERGY_NANOJOULES);
    Stream<BigInteger> all = regions.all().stream().map(region -> region.picograms(energy));
    Quantity.Column column = Quantity.EMISSIONS.column(all);
    double most = regions.all().stream().mapToDouble(Regions.Region::gramsPerJoule).max().orElse(1);
    double own =
        regions.all().stream()
            .filter(Regions.Region::isOwn)
            .mapToDouble(Regions.Region::gramsPerJoule)
            .findFirst()
            .orElse(1);
    values.put("regionsUnit", column.unit().name());
    values.put(
        "regions",
        regions.all().stream()
            .map(
                region ->
                    Map.<String, Object>of(
                        "name", region.title(),
                        "own", region.isOwn(),
                        "intensity",
                            String.format(Locale.ROOT, "%.1f", region.gramsPerKilowattHour()),
                        "pue", String.format(Locale.ROOT, "%.2f", region.pue()),
                        "emissions", column.number(region.picograms(energy)),
                        "unit", column.unit().name(),
                        "factor",
                            own > 0
                                ? String.format(Locale.ROOT, "× %.2f", region.gramsPerJoule() / own)
                                : "",
                        "percentWidth",
                            String.format(
                                Locale.ROOT,
                                "%.2f",
                                most > 0 ? 100 * region.gramsPerJoule() / most : 0)))
            .toList());
  }

  static String minute(Instant time) {
    return MINUTE.format(time);
  }
}
