// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A row of {@code cpu-power.csv}: power at the wall of servers with one microarchitecture, the
 * median of published SPECpower_ssj2008 results.
 *
 * @param name the microarchitecture, or {@code DEFAULT}
 * @param idleWatts per hardware thread
 * @param maxWatts per hardware thread
 * @param idlePerTdpWatt idle power of the server per watt of TDP, if known
 * @param maxPerTdpWatt full power of the server per watt of TDP, if known
 * @param memoryGigabytes per hardware thread of the servers measured, so in the power above
 * @param threadsPerCore of the servers measured
 * @param curve between idle and full
 */
record PowerRow(
    String name,
    double idleWatts,
    double maxWatts,
    OptionalDouble idlePerTdpWatt,
    OptionalDouble maxPerTdpWatt,
    double memoryGigabytes,
    double threadsPerCore,
    PowerCurve curve) {

  /** The row for every processor that has none of its own. */
  static final String DEFAULT = "DEFAULT";

  /** Returns the row for a microarchitecture's name, or the default one. */
  static PowerRow of(String microarchitecture) {
    return find(microarchitecture).orElseGet(PowerRow::byDefault);
  }

  /** Returns the row for a microarchitecture by its own name or by OSHI's; empty if none fits. */
  static Optional<PowerRow> find(String microarchitecture) {
    return row(microarchitecture)
        .or(
            () ->
                CsvTable.read("oshi-microarchitecture")
                    .find("oshi_name", microarchitecture)
                    .filter(row -> !row.text("quality").equals("none"))
                    .flatMap(row -> row(row.text("cpu_power_row"))));
  }

  static PowerRow byDefault() {
    return row(DEFAULT).orElseThrow();
  }

  private static Optional<PowerRow> row(String name) {
    return CsvTable.read("cpu-power").find("microarchitecture", name).map(PowerRow::of);
  }

  private static PowerRow of(Row row) {
    return new PowerRow(
        row.text("microarchitecture"),
        row.number("idle_watts_per_vcpu"),
        row.number("max_watts_per_vcpu"),
        ratio(row, "idle_w_per_tdp_w"),
        ratio(row, "max_w_per_tdp_w"),
        row.number("memory_gb_per_vcpu_included"),
        row.number("threads_per_core"),
        new PowerCurve(row));
  }

  private static OptionalDouble ratio(Row row, String column) {
    return row.has(column) ? OptionalDouble.of(row.number(column)) : OptionalDouble.empty();
  }
}
