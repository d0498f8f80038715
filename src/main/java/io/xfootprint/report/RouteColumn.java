// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.RouteFigure;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * A column of the table of routes, and what it sorts by. The requests' own energy comes first: it
 * is what a change of the code can lower.
 */
enum RouteColumn {
  ROUTE("Route", Quantity.COUNT, RouteFigure.REQUESTS),
  REQUESTS("Requests", Quantity.COUNT, RouteFigure.REQUESTS),
  ERRORS("Errors", Quantity.COUNT, RouteFigure.ERRORS),
  CPU("CPU time", Quantity.TIME, RouteFigure.CPU),
  BYTES("Allocated", Quantity.BYTES, RouteFigure.BYTES),
  ENERGY("Energy", Quantity.ENERGY, RouteFigure.ENERGY),
  PER_REQUEST("Energy per request", Quantity.ENERGY, RouteFigure.ENERGY),
  FULL("Full energy", Quantity.ENERGY, RouteFigure.FULL_ENERGY),
  FULL_CO2E("Full CO₂e", Quantity.EMISSIONS, RouteFigure.FULL_EMISSIONS),
  FULL_PER_REQUEST("Full CO₂e per request", Quantity.EMISSIONS, RouteFigure.FULL_EMISSIONS),
  SHARE("Share of energy", Quantity.COUNT, RouteFigure.ENERGY);

  private final String title;
  private final Quantity quantity;
  private final RouteFigure figure;

  RouteColumn(String title, Quantity quantity, RouteFigure figure) {
    this.title = title;
    this.quantity = quantity;
    this.figure = figure;
  }

  String title() {
    return title;
  }

  Quantity quantity() {
    return quantity;
  }

  /** Returns its name in addresses, by which the page can be linked to in an order. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<RouteColumn> of(String key) {
    return Arrays.stream(values()).filter(column -> column.key().equals(key)).findFirst();
  }

  /** Returns whether it holds figures. A share is a bar with a percentage. */
  boolean isFigure() {
    return this != ROUTE && this != SHARE;
  }

  /** Returns whether the figure is known of a route. */
  boolean knows(RouteCost route) {
    return figure.isKnown(route);
  }

  /** Returns the figure of a route, in the smallest unit; of a share, what it is shared by. */
  BigInteger figure(RouteCost route) {
    return switch (this) {
      case ROUTE -> BigInteger.ZERO;
      case PER_REQUEST, FULL_PER_REQUEST -> route.perRequest(figure.of(route));
      default -> figure.of(route);
    };
  }

  /** Returns the order by this column, figures from the largest on, names from the first. */
  Comparator<RouteCost> order() {
    Comparator<RouteCost> byName = Comparator.comparing(RouteCost::label);
    return this == ROUTE
        ? byName
        : Comparator.comparing(this::figure).reversed().thenComparing(byName);
  }
}
