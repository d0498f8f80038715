// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import java.util.Locale;
import java.util.Optional;

/**
 * A row of {@code cpu-model.csv}: the maker's figures for one server processor, and the power of
 * servers with it where results were published.
 *
 * @param name such as {@code AMD EPYC 7763}
 * @param microarchitecture such as {@code Zen 3}
 * @param tdpWatts thermal design power of one package
 * @param cores of one package; 0 if unknown
 * @param threads of one package; 0 if unknown, as that of most
 * @param measured power of a package in measured servers, without platform and memory; empty if
 *     there are no results
 * @param curve of those servers; empty if no result has all load levels
 */
record CpuModel(
    String name,
    String microarchitecture,
    double tdpWatts,
    int cores,
    int threads,
    Optional<PowerRow.Watts> measured,
    Optional<PowerCurve> curve) {

  /** Finds a model by its listed name or by the name that the processor itself reports. */
  static Optional<CpuModel> find(String cpuName) {
    String key = key(cpuName);
    return key.isEmpty()
        ? Optional.empty()
        : CsvTable.read("cpu-model").find("cpu_model", key).map(CpuModel::of);
  }

  /**
   * Returns the number of hardware threads of one package; 0 if not even its cores are known.
   *
   * @param threadsPerCore of its microarchitecture, where its own is unknown
   */
  int threads(double threadsPerCore) {
    return threads > 0 ? threads : (int) Math.round(cores * threadsPerCore);
  }

  private static CpuModel of(Row row) {
    return new CpuModel(
        row.text("cpu_model"),
        row.text("microarchitecture"),
        row.number("tdp_watts"),
        row.has("cores") ? row.integer("cores") : 0,
        row.has("threads") ? row.integer("threads") : 0,
        row.has("idle_w")
            ? Optional.of(new PowerRow.Watts(row.number("idle_w"), row.number("dynamic_w")))
            : Optional.empty(),
        row.has("shape_10") ? Optional.of(PowerCurve.of(row)) : Optional.empty());
  }

  /**
   * Drops what makers add to a name: "Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz" becomes "intel xeon
   * gold 6148". Names in the table have nothing of that, so that they can be compared as they are.
   */
  static String key(String cpuName) {
    return cpuName
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\((r|tm|c)\\)", " ")
        .replaceAll("[@(]* *[0-9.]+ *ghz.*", " ")
        .replaceAll("\\b([0-9]+-core|processor|cpu)\\b", " ")
        .replaceAll(" +", " ")
        .strip();
  }
}
