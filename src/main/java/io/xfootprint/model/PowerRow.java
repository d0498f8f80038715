// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A row of {@code cpu-power.csv}: power at the wall of servers with one microarchitecture, as the
 * median of published SPECpower_ssj2008 results.
 *
 * @param name the microarchitecture, or {@code DEFAULT}
 * @param source how closely the row fits the processor that was asked for
 * @param idleWatts per hardware thread
 * @param maxWatts per hardware thread
 * @param idleWattsPerPackage idle power of a server for each package of {@link
 *     #REFERENCE_TDP_WATTS}, if known
 * @param dynamicWattsPerPackage power above idle of the fully busy server, for each such package,
 *     if known
 * @param memoryGigabytes memory of the servers measured, per hardware thread; its power is part of
 *     the figures above
 * @param threadsPerCore of the servers measured
 * @param curve between idle and full power
 */
record PowerRow(
    String name,
    PowerSource source,
    double idleWatts,
    double maxWatts,
    OptionalDouble idleWattsPerPackage,
    OptionalDouble dynamicWattsPerPackage,
    double memoryGigabytes,
    double threadsPerCore,
    PowerCurve curve) {

  /** The row for every processor without one of its own. */
  static final String DEFAULT = "DEFAULT";

  /** The thermal design power to which the watts per package refer. */
  static final double REFERENCE_TDP_WATTS = 200;

  /** Returns the row of a microarchitecture; the default one if it has none, or an unknown name. */
  static PowerRow of(String microarchitecture) {
    return find(microarchitecture).orElseGet(PowerRow::byDefault);
  }

  /** Finds the row of a microarchitecture by the table's name or by OSHI's. */
  static Optional<PowerRow> find(String microarchitecture) {
    return row(microarchitecture, PowerSource.MICROARCHITECTURE)
        .or(
            () ->
                CsvTable.read("oshi-microarchitecture")
                    .find("oshi_name", microarchitecture)
                    .filter(row -> !row.text("quality").equals("none"))
                    .flatMap(row -> row(row.text("cpu_power_row"), PowerSource.PROXY)));
  }

  /** Returns the median of all servers measured since 2017. */
  static PowerRow byDefault() {
    return row(DEFAULT, PowerSource.DEFAULT).orElseThrow();
  }

  private static Optional<PowerRow> row(String name, PowerSource source) {
    return CsvTable.read("cpu-power").find("microarchitecture", name).map(row -> of(row, source));
  }

  private static PowerRow of(Row row, PowerSource source) {
    String name = row.text("microarchitecture");
    return new PowerRow(
        name,
        // DEFAULT_OLD too, the servers of before 2017, which only the setting "machine" can name.
        name.startsWith(DEFAULT) ? PowerSource.DEFAULT : source,
        row.number("idle_watts_per_vcpu"),
        row.number("max_watts_per_vcpu"),
        number(row, "idle_w_at_200_w_tdp"),
        number(row, "dynamic_w_at_200_w_tdp"),
        row.number("memory_gb_per_vcpu_included"),
        row.number("threads_per_core"),
        new PowerCurve(row));
  }

  private static OptionalDouble number(Row row, String column) {
    return row.has(column) ? OptionalDouble.of(row.number(column)) : OptionalDouble.empty();
  }
}
