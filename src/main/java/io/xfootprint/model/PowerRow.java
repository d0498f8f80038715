// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import java.util.Optional;

/**
 * A row of {@code cpu-power.csv}: power at the wall of servers with one microarchitecture, as the
 * median over the CPU models with published SPECpower_ssj2008 results.
 *
 * <p>Idle power is that of a package, without the {@linkplain Coefficients#platformWatts platform}
 * of the server and without its memory. Dynamic power is what a fully busy package adds.
 *
 * @param name the microarchitecture, or {@code DEFAULT}
 * @param source how closely the row fits the processor that was asked for
 * @param cpuModels number of CPU models measured; fewer than three say little of another one
 * @param idleWattsPerPackage idle power of a package; packages of one microarchitecture differ
 *     little in it, whatever their TDP and number of cores
 * @param dynamicWattsPerTdpWatt power that full load adds, for each W of TDP
 * @param dynamicWattsAt64Threads power that full load adds to a package of 64 threads, for packages
 *     of unknown TDP
 * @param ofVirtualCpu power for each vCPU of large servers, as clouds run them; idle power with its
 *     part of the platform
 * @param threadsPerCore of the servers measured
 * @param curve between idle and full power
 */
record PowerRow(
    String name,
    PowerSource source,
    int cpuModels,
    double idleWattsPerPackage,
    double dynamicWattsPerTdpWatt,
    double dynamicWattsAt64Threads,
    Watts ofVirtualCpu,
    double threadsPerCore,
    PowerCurve curve) {

  /** The row for every processor without one of its own. */
  static final String DEFAULT = "DEFAULT";

  private static final double THREADS = 64;

  /** With fewer CPU models a row has low confidence, and a wider range. */
  private static final int ENOUGH_CPU_MODELS = 3;

  /**
   * Power of a package or of a vCPU in W.
   *
   * @param idle without any load
   * @param dynamic added by full load
   */
  record Watts(double idle, double dynamic) {}

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
        sourceOf(name, source),
        row.integer("n_cpu_models"),
        row.number("idle_w_per_package"),
        row.number("dynamic_w_per_tdp_w"),
        row.number("dynamic_w_at_64_threads"),
        new Watts(row.number("vm_idle_w_per_vcpu"), row.number("vm_dynamic_w_per_vcpu")),
        row.number("threads_per_core"),
        PowerCurve.of(row));
  }

  /** Some rows are no measurement of any one microarchitecture, by whatever name they are found. */
  private static PowerSource sourceOf(String name, PowerSource source) {
    return switch (name) {
      // Also the servers of before 2017, which only the setting "machine" can name.
      case DEFAULT, "DEFAULT_OLD" -> PowerSource.DEFAULT;
      case "ARM_PROXY" -> PowerSource.PROXY;
      default -> source;
    };
  }

  /** Returns whether so few CPU models were measured that another one may differ much. */
  boolean hasLowConfidence() {
    return cpuModels < ENOUGH_CPU_MODELS;
  }

  /** Returns the power of a package of this TDP. */
  Watts byTdp(double tdpWatts) {
    return new Watts(idleWattsPerPackage, dynamicWattsPerTdpWatt * tdpWatts);
  }

  /** Returns the power of a package with this number of hardware threads, of unknown TDP. */
  Watts byThreads(double threads) {
    return new Watts(
        idleWattsPerPackage,
        dynamicWattsAt64Threads * Math.pow(threads / THREADS, Coefficients.threadsExponent()));
  }
}
