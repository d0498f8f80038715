// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A figure of a route that outputs write, under one key in log lines, JSON and CSV. Columns of CSV
 * have this order.
 */
public enum RouteFigure {
  REQUESTS(Metric.REQUESTS),
  ERRORS(Metric.ERRORS),
  ESTIMATED(Metric.ESTIMATED),
  UNMEASURED(Metric.WITHOUT_CPU),
  CPU(Metric.CPU_NANOS),
  BYTES(Metric.ALLOCATED_BYTES),
  ENERGY(Metric.ENERGY_NANOJOULES),
  FULL_ENERGY("full_j", Metric.ENERGY_NANOJOULES),
  EMISSIONS(Metric.EMISSIONS_PICOGRAMS),
  FULL_EMISSIONS("full_co2e_mg", Metric.EMISSIONS_PICOGRAMS),
  GC_ENERGY(Metric.GC_NANOJOULES),
  /** The route's part of the energy of all routes, in millionths. */
  SHARE("share", Metric.ENERGY_NANOJOULES),
  LOW_ENERGY(Metric.LOW_NANOJOULES),
  HIGH_ENERGY(Metric.HIGH_NANOJOULES),
  LOW_EMISSIONS(Metric.LOW_PICOGRAMS),
  HIGH_EMISSIONS(Metric.HIGH_PICOGRAMS);

  private static final int SHARE_DECIMALS = 6;

  private final String key;
  private final Metric metric;

  RouteFigure(Metric metric) {
    this(metric.key(), metric);
  }

  RouteFigure(String key, Metric metric) {
    this.key = key;
    this.metric = metric;
  }

  /** Returns the metric that it is a sum or a share of. */
  public Metric metric() {
    return metric;
  }

  /** Returns its key in all outputs, which ends with its unit. */
  public String key() {
    return key;
  }

  /** Returns how many digits of the figure are decimals, in the unit of the key. */
  public int decimals() {
    return this == SHARE ? SHARE_DECIMALS : metric.decimals();
  }

  /** Returns whether it is known for a route. */
  public boolean isKnown(RouteCost route) {
    return metric.isKnown(route.own());
  }

  /** Returns whether a process can know it at all. */
  public boolean isKnown(ProcessTotals process) {
    return switch (this) {
      case FULL_ENERGY, FULL_EMISSIONS -> process.isKnown() && process.knowsIdle();
      default -> process.knows(metric);
    };
  }

  /** Returns the figure as a whole number. */
  public BigInteger of(RouteCost route) {
    return switch (this) {
      case SHARE ->
          BigInteger.valueOf(Double.isNaN(route.share()) ? 0 : Math.round(route.share() * 1e6));
      case FULL_ENERGY, FULL_EMISSIONS -> route.full().get(metric);
      default -> route.own().get(metric);
    };
  }

  /** Returns the figure in the unit of the key. */
  public BigDecimal inUnit(RouteCost route) {
    return new BigDecimal(of(route), decimals());
  }
}
