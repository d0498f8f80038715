// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.reading.Report;
import io.xfootprint.report.Quantity.Column;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The table of routes. A click on a heading sorts by it, and a second one the other way round. */
final class RoutesView {

  private final PageQuery query;
  private final int all;
  private final List<RouteCost> routes;
  private final Map<RouteColumn, Column> columns = new EnumMap<>(RouteColumn.class);

  RoutesView(Report report, PageQuery query) {
    this.query = query;
    Comparator<RouteCost> order = query.sort().order();
    List<RouteCost> known = report.statement().routesByEnergy();
    all = known.size();
    routes =
        known.stream()
            .filter(route -> query.finds(route.label()))
            .sorted(query.reversed() ? order.reversed() : order)
            .toList();
    for (RouteColumn column : RouteColumn.values()) {
      columns.put(column, column.quantity().column(routes.stream().map(column::figure)));
    }
  }

  /** Returns the values of the template. All rows of a column have one unit, to be compared. */
  Map<String, Object> values() {
    return Map.of(
        "hasRoutes", !routes.isEmpty(),
        "hasAnyRoutes", all > 0,
        "search", query.search(),
        "isSearch", !query.search().isEmpty(),
        "found", PageText.format("%d of %d routes", routes.size(), all),
        "sort", query.sort().key(),
        "isReversed", query.reversed(),
        "columns", Arrays.stream(RouteColumn.values()).map(this::heading).toList(),
        "routes", routes.stream().map(this::row).toList());
  }

  private Column format(RouteColumn column) {
    return Objects.requireNonNull(columns.get(column));
  }

  private Map<String, Object> heading(RouteColumn column) {
    boolean isSorted = column == query.sort();
    // Names go up and figures down, unless the order is reversed.
    boolean isDescending = (column == RouteColumn.ROUTE) == query.reversed();
    return Map.of(
        "title", column.title(),
        "key", column.key(),
        "css", column == RouteColumn.ROUTE ? "route-heading" : column.isFigure() ? "n" : "share",
        "unit", column.isFigure() ? format(column).unit() : "",
        "href", query.sortedBy(column, isSorted && !query.reversed()).href(),
        "sorted", isSorted ? (isDescending ? "descending" : "ascending") : "none",
        "arrow", isSorted ? (isDescending ? "▾" : "▴") : "");
  }

  /** Returns a route. One whose CPU time is not known has no share: 0 % would be a figure. */
  private Map<String, Object> row(RouteCost route) {
    boolean isKnown = route.own().knowsCpu();
    double percent = isKnown && !Double.isNaN(route.share()) ? 100 * route.share() : 0;
    return Map.of(
        "label", route.label(),
        "href", RouteView.href(route.label(), query.period().query()),
        "mark", route.own().asLong(Metric.ESTIMATED) > 0 ? "estimated" : "",
        "cells",
            Arrays.stream(RouteColumn.values())
                .filter(RouteColumn::isFigure)
                .map(column -> cell(column, route))
                .toList(),
        "percent", isKnown ? PageText.percent(percent) : "unknown",
        "percentWidth", PageText.hundredths(percent));
  }

  /** Returns a figure of a route; on a narrow screen each has its heading and unit beside it. */
  private Map<String, String> cell(RouteColumn column, RouteCost route) {
    boolean isKnown = column.knows(route);
    return Map.of(
        "title", column.title(),
        "number", isKnown ? format(column).number(column.figure(route)) : "unknown",
        "unit", isKnown ? format(column).unit() : "");
  }
}
