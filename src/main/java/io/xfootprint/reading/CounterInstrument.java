// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Sums;

/**
 * A sum that metrics systems get. Each has a series for each route and each other line that can
 * have such a cost; together they are the application's total.
 */
public enum CounterInstrument {
  /** Energy in J. */
  ENERGY(
      "footprint.energy",
      "joules",
      "J",
      "Energy at the wall of the server, by line and route",
      Metric.ENERGY_NANOJOULES,
      CostCategory.REQUESTS,
      CostCategory.MEMORY),
  /** Operational emissions in gCO2e. */
  EMISSIONS(
      "footprint.co2e",
      "grams",
      "g",
      "Operational greenhouse-gas emissions of that energy as CO2e, by line and route",
      Metric.EMISSIONS_PICOGRAMS,
      CostCategory.REQUESTS,
      CostCategory.MEMORY),
  /** Embodied emissions in gCO2e. */
  EMBODIED(
      "footprint.embodied",
      "grams",
      "g",
      "Embodied emissions as CO2e: the application's share of the making of the machine",
      Metric.EMISSIONS_PICOGRAMS,
      CostCategory.EMBODIED,
      CostCategory.EMBODIED),
  /** CPU time in s. */
  CPU_TIME(
      "footprint.cpu.time",
      "seconds",
      "s",
      "CPU time, by line and route",
      Metric.CPU_NANOS,
      CostCategory.REQUESTS,
      CostCategory.BACKGROUND),
  /** Allocated heap bytes. */
  ALLOCATED(
      "footprint.allocated",
      "bytes",
      "By",
      "Heap bytes allocated, by line and route",
      Metric.ALLOCATED_BYTES,
      CostCategory.REQUESTS,
      CostCategory.BACKGROUND),
  /** Number of requests. */
  REQUESTS(
      "footprint.requests",
      "",
      "{request}",
      "Requests, by route",
      Metric.REQUESTS,
      CostCategory.REQUESTS,
      CostCategory.REQUESTS),
  /** Number of failed requests. */
  ERRORS(
      "footprint.errors",
      "",
      "{request}",
      "Requests with a status from 500 on or an exception, by route",
      Metric.ERRORS,
      CostCategory.REQUESTS,
      CostCategory.REQUESTS);

  @SuppressWarnings("ImmutableEnumChecker") // A record of texts.
  private final Instrument instrument;

  private final Metric metric;
  private final CostCategory first;
  private final CostCategory last;

  CounterInstrument(
      String id,
      String unit,
      String ucum,
      String description,
      Metric metric,
      CostCategory first,
      CostCategory last) {
    instrument = new Instrument(id, unit, ucum, description);
    this.metric = metric;
    this.first = first;
    this.last = last;
  }

  /** Returns its name and its unit. */
  public Instrument instrument() {
    return instrument;
  }

  /** Returns what it is the sum of. */
  Metric metric() {
    return metric;
  }

  /** Returns whether it has series of a line. */
  public boolean has(CostCategory category) {
    return category.compareTo(first) >= 0 && category.compareTo(last) <= 0;
  }

  /** Returns whether its series differ by line and route; else it has one series. */
  public boolean isSplit() {
    return this != EMBODIED;
  }

  /** Returns the sum of a series in the unit of this; NaN if it is not known. */
  double of(Sums sums) {
    return metric.isKnown(sums)
        ? sums.get(metric).doubleValue() / metric.perBaseUnit()
        : Double.NaN;
  }
}
