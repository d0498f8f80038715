// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What outputs write of a route, each under one key: log lines, JSON and CSV, whose columns have
 * this order.
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
  /** Its part of the energy of all routes, in millionths. */
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

  /** Returns what it is a sum of, or a share of. */
  public Metric metric() {
    return metric;
  }

  /** Returns its name in all outputs, which ends with its unit. */
  public String key() {
    return key;
  }

  /** Returns how many digits of the figure are decimals in the unit of the key. */
  public int decimals() {
    return this == SHARE ? SHARE_DECIMALS : metric.decimals();
  }

  /** Returns whether it is known of a route. */
  public boolean isKnown(RouteCost route) {
    return metric.isKnown(route.own());
  }

  /** Returns whether a process knows it of any route. */
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
