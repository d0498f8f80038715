// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

/**
 * What is summed for each route and category. The unit of the sum is in the name; the key, which
 * outputs write, ends with theirs.
 */
public enum Metric {
  /** Number of requests. */
  REQUESTS("requests", 0, "requests", Known.ALWAYS),
  /** Number of those that failed: status 500 to 599, or an exception. */
  ERRORS("errors", 0, "errors", Known.ALWAYS),
  /** Number of those whose CPU time, and so their energy, is not known. */
  WITHOUT_CPU("unmeasured", 0, "without_cpu", Known.ALWAYS),
  /** Number of those whose allocated bytes are not known. */
  WITHOUT_BYTES("without_bytes", 0, "without_bytes", Known.ALWAYS),
  /** Number of those whose figures were estimated in part, as on virtual threads. */
  ESTIMATED("estimated", 0, "estimated", Known.ALWAYS),
  /** CPU time in ns. */
  CPU_NANOS("cpu_ms", 6, "cpu_ns", Known.WITH_CPU),
  /** Part of it that garbage collection took, in ns: its threads are part of the background. */
  GC_CPU_NANOS("gc_cpu_ms", 6, "gc_cpu_ns", Known.WITH_CPU),
  /** Heap bytes allocated. */
  ALLOCATED_BYTES("alloc_b", 0, "alloc_b", Known.WITH_BYTES),
  /** Energy in nJ. */
  ENERGY_NANOJOULES("energy_j", 9, "energy_nj", Known.WITH_CPU),
  /** Part of it which is the share of garbage collection, in nJ. */
  GC_NANOJOULES("gc_j", 9, "gc_nj", Known.WITH_CPU),
  /** Emissions in pg CO2e. */
  EMISSIONS_PICOGRAMS("co2e_mg", 9, "co2e_pg", Known.WITH_CPU),
  /** Least energy that this may stand for, in nJ. */
  LOW_NANOJOULES("energy_low_j", 9, "energy_low_nj", Known.WITH_CPU),
  /** Most energy that this may stand for, in nJ. */
  HIGH_NANOJOULES("energy_high_j", 9, "energy_high_nj", Known.WITH_CPU),
  /** Least emissions that this may stand for, in pg CO2e. */
  LOW_PICOGRAMS("co2e_low_mg", 9, "co2e_low_pg", Known.WITH_CPU),
  /** Most emissions that this may stand for, in pg CO2e. */
  HIGH_PICOGRAMS("co2e_high_mg", 9, "co2e_high_pg", Known.WITH_CPU);

  private enum Known {
    ALWAYS,
    WITH_CPU,
    WITH_BYTES
  }

  private final String key;
  private final int decimals;
  private final String column;
  private final Known known;

  Metric(String key, int decimals, String column, Known known) {
    this.key = key;
    this.decimals = decimals;
    this.column = column;
    this.known = known;
  }

  /** Returns its name in log lines, JSON and CSV. */
  public String key() {
    return key;
  }

  /** Returns how many digits of a sum are decimals in the unit of the key. */
  public int decimals() {
    return decimals;
  }

  /** Returns its name in a database. */
  public String column() {
    return column;
  }

  /** Returns whether it is known of any of the requests, or there are none. */
  public boolean isKnown(Sums sums) {
    return switch (known) {
      case ALWAYS -> true;
      case WITH_CPU -> sums.knowsCpu();
      case WITH_BYTES -> sums.knowsBytes();
    };
  }
}
