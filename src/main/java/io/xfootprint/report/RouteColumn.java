// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.Sums;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** A column of the table of routes, and what it sorts by. */
enum RouteColumn {
  ROUTE("Route", Quantity.COUNT, false),
  REQUESTS("Requests", Quantity.COUNT, false),
  ERRORS("Errors", Quantity.COUNT, false),
  CPU("CPU time", Quantity.TIME, true),
  BYTES("Allocated", Quantity.BYTES, false),
  ACTIVE("Active energy", Quantity.ENERGY, true),
  FULL("Full energy", Quantity.ENERGY, true),
  CO2E("Full CO₂e", Quantity.EMISSIONS, true),
  PER_REQUEST("Active per request", Quantity.ENERGY, true),
  SHARE("Share of active", Quantity.COUNT, true);

  private final String title;
  private final Quantity quantity;
  private final boolean needsCpu;

  RouteColumn(String title, Quantity quantity, boolean needsCpu) {
    this.title = title;
    this.quantity = quantity;
    this.needsCpu = needsCpu;
  }

  String title() {
    return title;
  }

  Quantity quantity() {
    return quantity;
  }

  /** Returns its name in addresses. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<RouteColumn> of(String key) {
    return Arrays.stream(values()).filter(column -> column.key().equals(key)).findFirst();
  }

  /** Tells whether it holds figures. */
  boolean isFigure() {
    return this != ROUTE && this != SHARE;
  }

  /** Returns whether the figure is known of a route. */
  boolean knows(RouteCost route) {
    return needsCpu ? route.own().knowsCpu() : this != BYTES || route.own().knowsBytes();
  }

  /** Returns the figure of a route, in the smallest unit. */
  BigInteger figure(RouteCost route) {
    Sums own = route.own();
    return switch (this) {
      case ROUTE -> BigInteger.ZERO;
      case REQUESTS -> own.get(Metric.REQUESTS);
      case ERRORS -> own.get(Metric.ERRORS);
      case CPU -> own.get(Metric.CPU_NANOS);
      case BYTES -> own.get(Metric.ALLOCATED_BYTES);
      case ACTIVE, SHARE -> own.get(Metric.ENERGY_NANOJOULES);
      case FULL -> route.full().get(Metric.ENERGY_NANOJOULES);
      case CO2E -> route.full().get(Metric.EMISSIONS_PICOGRAMS);
      case PER_REQUEST -> route.perRequest(own.get(Metric.ENERGY_NANOJOULES));
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
