// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.units.Scale;

/**
 * A figure that is summed for each route and category. The unit of the sum is in the name. The key,
 * which outputs write, ends with the unit of the output.
 */
public enum Metric {
  /** Number of requests. */
  REQUESTS("requests", 0, "requests"),
  /** Number of requests that failed: status 500 to 599, or an exception. */
  ERRORS("errors", 0, "errors"),
  /** Number of requests whose CPU time, and so energy, is not known. */
  WITHOUT_CPU("unmeasured", 0, "without_cpu"),
  /** Number of requests whose allocated bytes are not known. */
  WITHOUT_BYTES("without_bytes", 0, "without_bytes"),
  /** Number of requests with figures that were estimated in part, as on virtual threads. */
  ESTIMATED("estimated", 0, "estimated"),
  /** CPU time in ns. */
  CPU_NANOS("cpu_ms", 6, "cpu_ns"),
  /** CPU time of garbage collection in ns; its threads are part of the background. */
  GC_CPU_NANOS("gc_cpu_ms", 6, "gc_cpu_ns"),
  /** Heap bytes allocated. */
  ALLOCATED_BYTES("alloc_b", 0, "alloc_b"),
  /** Energy in nJ. */
  ENERGY_NANOJOULES("energy_j", 9, "energy_nj"),
  /** Part of the energy that is the share of garbage collection, in nJ. */
  GC_NANOJOULES("gc_j", 9, "gc_nj"),
  /** Emissions in pg CO2e. */
  EMISSIONS_PICOGRAMS("co2e_mg", 9, "co2e_pg"),
  /** Lower end of the range of the energy, in nJ. */
  LOW_NANOJOULES("energy_low_j", 9, "energy_low_nj"),
  /** Upper end of the range of the energy, in nJ. */
  HIGH_NANOJOULES("energy_high_j", 9, "energy_high_nj"),
  /** Lower end of the range of the emissions, in pg CO2e. */
  LOW_PICOGRAMS("co2e_low_mg", 9, "co2e_low_pg"),
  /** Upper end of the range of the emissions, in pg CO2e. */
  HIGH_PICOGRAMS("co2e_high_mg", 9, "co2e_high_pg");

  private final String key;
  private final int decimals;
  private final String column;

  Metric(String key, int decimals, String column) {
    this.key = key;
    this.decimals = decimals;
    this.column = column;
  }

  /** Returns its name in log lines, JSON and CSV. */
  public String key() {
    return key;
  }

  /**
   * Returns the name of the same figure of the full cost, such as {@code full_j} and {@code
   * full_co2e_low_mg}.
   */
  public String fullKey() {
    return key.startsWith("energy") ? key.replace("energy", "full") : "full_" + key;
  }

  /** Returns how many digits of a sum are decimals, in the unit of the key. */
  public int decimals() {
    return decimals;
  }

  /** Returns its name in a database. */
  public String column() {
    return column;
  }

  /** Returns whether it is a mass of emissions. */
  public boolean isOfEmissions() {
    return key.startsWith("co2e");
  }

  /** Returns whether it is an end of a range. */
  public boolean isEndOfRange() {
    return switch (this) {
      case LOW_NANOJOULES, HIGH_NANOJOULES, LOW_PICOGRAMS, HIGH_PICOGRAMS -> true;
      default -> false;
    };
  }

  /** Returns whether it counts unusual requests: most applications have none. */
  public boolean isUnusual() {
    return this == ESTIMATED || this == WITHOUT_CPU;
  }

  /** Returns whether the figure of any request is known, or there are no requests. */
  public boolean isKnown(Sums sums) {
    return switch (this) {
      case REQUESTS, ERRORS, WITHOUT_CPU, WITHOUT_BYTES, ESTIMATED -> true;
      case ALLOCATED_BYTES -> sums.knowsBytes();
      default -> sums.knowsCpu();
    };
  }

  /** Returns how many of what is summed make one base unit: J, g CO2e, s, byte or request. */
  public double perBaseUnit() {
    return switch (this) {
      case REQUESTS, ERRORS, WITHOUT_CPU, WITHOUT_BYTES, ESTIMATED, ALLOCATED_BYTES -> 1;
      default -> isOfEmissions() ? Scale.PICO : Scale.NANO;
    };
  }

  /** Returns the figure of a process; 0 if its totals do not have it. */
  long of(Totals totals) {
    return switch (this) {
      case REQUESTS -> totals.requests();
      case ERRORS -> totals.errors();
      case WITHOUT_CPU -> totals.withoutCpu();
      case WITHOUT_BYTES -> totals.withoutBytes();
      case ESTIMATED -> totals.estimated();
      case CPU_NANOS -> totals.cpuNanos();
      case ALLOCATED_BYTES -> totals.allocatedBytes();
      case ENERGY_NANOJOULES -> totals.energyNanojoules();
      case GC_NANOJOULES -> totals.gcNanojoules();
      case EMISSIONS_PICOGRAMS -> totals.emissionsPicograms();
      default -> 0;
    };
  }
}
