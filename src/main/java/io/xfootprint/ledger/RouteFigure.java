// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A figure of a route that outputs write, under one key in log lines, JSON and CSV. Columns of CSV
 * and pairs of log lines have this order.
 */
public enum RouteFigure {
  REQUESTS(Metric.REQUESTS),
  ERRORS(Metric.ERRORS),
  ESTIMATED(Metric.ESTIMATED),
  UNMEASURED(Metric.WITHOUT_CPU),
  CPU(Metric.CPU_NANOS),
  BYTES(Metric.ALLOCATED_BYTES),
  ENERGY(Metric.ENERGY_NANOJOULES),
  EMISSIONS(Metric.EMISSIONS_PICOGRAMS),
  /** The route's part of the energy of all routes in the same list, in millionths. */
  SHARE(Metric.ENERGY_NANOJOULES, Of.SHARE),
  FULL_ENERGY(Metric.ENERGY_NANOJOULES, Of.FULL),
  FULL_EMISSIONS(Metric.EMISSIONS_PICOGRAMS, Of.FULL),
  GC_ENERGY(Metric.GC_NANOJOULES),
  LOW_ENERGY(Metric.LOW_NANOJOULES),
  HIGH_ENERGY(Metric.HIGH_NANOJOULES),
  LOW_EMISSIONS(Metric.LOW_PICOGRAMS),
  HIGH_EMISSIONS(Metric.HIGH_PICOGRAMS),
  FULL_LOW_ENERGY(Metric.LOW_NANOJOULES, Of.FULL),
  FULL_HIGH_ENERGY(Metric.HIGH_NANOJOULES, Of.FULL),
  FULL_LOW_EMISSIONS(Metric.LOW_PICOGRAMS, Of.FULL),
  FULL_HIGH_EMISSIONS(Metric.HIGH_PICOGRAMS, Of.FULL);

  private static final int SHARE_DECIMALS = 6;

  /** What of a route it is. */
  private enum Of {
    REQUESTS,
    FULL,
    SHARE
  }

  private final Metric metric;
  private final Of of;

  RouteFigure(Metric metric) {
    this(metric, Of.REQUESTS);
  }

  RouteFigure(Metric metric, Of of) {
    this.metric = metric;
    this.of = of;
  }

  /** Returns the metric that it is a sum or a share of. */
  public Metric metric() {
    return metric;
  }

  /** Returns its key in all outputs, which ends with its unit. */
  public String key() {
    return switch (of) {
      case REQUESTS -> metric.key();
      case FULL -> metric.fullKey();
      case SHARE -> "share";
    };
  }

  /** Returns how many digits of the figure are decimals, in the unit of the key. */
  public int decimals() {
    return of == Of.SHARE ? SHARE_DECIMALS : metric.decimals();
  }

  /** Returns whether it is known for a route. */
  public boolean isKnown(RouteCost route) {
    return of == Of.FULL ? route.knowsFull() : metric.isKnown(route.own());
  }

  /** Returns the figure as a whole number. */
  public BigInteger of(RouteCost route) {
    return switch (of) {
      case REQUESTS -> route.own().get(metric);
      case FULL -> route.full().get(metric);
      case SHARE ->
          BigInteger.valueOf(Double.isNaN(route.share()) ? 0 : Math.round(route.share() * 1e6));
    };
  }

  /** Returns the figure in the unit of the key. */
  public BigDecimal inUnit(RouteCost route) {
    return new BigDecimal(of(route), decimals());
  }
}
