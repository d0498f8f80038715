// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tables of power in the jar, as they follow from published results. Every derived cell of
 * {@code cpu-power.csv} and {@code cpu-model.csv} is made here, so a figure in the jar that does
 * not follow from the results is found.
 */
final class PowerTables {

  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_UP);

  private final DerivedPower derived;

  PowerTables(DerivedPower derived) {
    this.derived = derived;
  }

  /** Returns each cell of the jar's tables that differs from what the results say. */
  List<String> differences() {
    List<String> differences = new ArrayList<>();
    compare("cpu-power", "microarchitecture", rows(), differences);
    compare("cpu-model", "cpu_model", cpuModels(), differences);
    return differences;
  }

  private static void compare(
      String table,
      String key,
      Map<String, Map<String, String>> expected,
      List<String> differences) {
    Map<String, Row> shipped = new HashMap<>();
    for (Row row : CsvTable.read(table).rows()) {
      shipped.put(row.text(key), row);
      boolean claims = row.has("n_results") && !expected.containsKey(row.text(key));
      if (claims) {
        differences.add("%s.csv has '%s', which has no results".formatted(table, row.text(key)));
      }
    }
    expected.forEach(
        (name, cells) ->
            cells.forEach(
                (column, value) -> {
                  String actual = shipped.containsKey(name) ? shipped.get(name).text(column) : "";
                  if (!actual.equals(value)) {
                    differences.add(
                        "%s.csv, '%s', %s: '%s' follows from the results, but the jar has '%s'"
                            .formatted(table, name, column, value, actual));
                  }
                }));
  }

  /** Writes both tables into a folder. */
  void write(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", rows().values().iterator().next().keySet()));
    rows().values().forEach(cells -> lines.add(line(cells.values().stream().toList())));
    Files.write(folder.resolve("cpu-power.csv"), lines);
    List<String> models = new ArrayList<>();
    Map<String, Map<String, String>> measured = cpuModels();
    for (Row row : CsvTable.read("cpu-model").rows()) {
      if (models.isEmpty()) {
        models.add(String.join(",", row.columns()));
      }
      Map<String, String> own = measured.getOrDefault(row.text("cpu_model"), Map.of());
      models.add(
          line(row.columns().stream().map(c -> own.getOrDefault(c, derived(c, row))).toList()));
    }
    Files.write(folder.resolve("cpu-model.csv"), models);
  }

  /** Returns a cell that no result decides; a model without results has no derived figures. */
  private static String derived(String column, Row row) {
    return column.matches("n_results|idle_w|dynamic_w|shape_.*") ? "" : row.text(column);
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.contains(",") ? '"' + cell + '"' : cell)
        .collect(Collectors.joining(","));
  }

  /** Returns the cells of {@code cpu-power.csv} by row and column. */
  private Map<String, Map<String, String>> rows() {
    Map<String, Map<String, String>> table = new LinkedHashMap<>();
    derived
        .rows()
        .forEach(
            (name, members) -> {
              PowerRow row = derived.row(name, members);
              Map<String, String> cells = new LinkedHashMap<>();
              cells.put("microarchitecture", name);
              cells.put("n_results", String.valueOf(members.size()));
              cells.put("n_cpu_models", String.valueOf(row.cpuModels()));
              cells.put("idle_w_per_package", number(row.idleWattsPerPackage()));
              cells.put("dynamic_w_per_tdp_w", number(row.dynamicWattsPerTdpWatt()));
              cells.put("dynamic_w_at_64_threads", number(row.dynamicWattsAt64Threads()));
              cells.put("vm_idle_w_per_vcpu", number(row.ofVirtualCpu().idle()));
              cells.put("vm_dynamic_w_per_vcpu", number(row.ofVirtualCpu().dynamic()));
              cells.put("threads_per_core", number(row.threadsPerCore()));
              putShape(cells, row.curve());
              boolean own = DerivedPower.ownCurve(members).isPresent();
              cells.put("shape_source", own ? "own" : "pooled");
              cells.put("first_year", year(members, true));
              cells.put("last_year", year(members, false));
              cells.put("source", "SPECpower_ssj2008");
              table.put(name, cells);
            });
    return table;
  }

  private static String year(List<PowerResult> members, boolean first) {
    var years = members.stream().mapToInt(PowerResult::year);
    return String.valueOf((first ? years.min() : years.max()).orElseThrow());
  }

  /** Returns the derived cells of {@code cpu-model.csv}, by the name that the table has. */
  private Map<String, Map<String, String>> cpuModels() {
    Map<String, Map<String, String>> table = new LinkedHashMap<>();
    derived
        .results()
        .forEach(
            (model, own) -> {
              if (model.endsWith("GHz")) {
                // "Intel Xeon 3.6 GHz" names no model, and every hidden Xeon would be one.
                return;
              }
              Map<String, String> cells = new LinkedHashMap<>();
              PowerRow.Watts watts = DerivedPower.ofCpu(own);
              cells.put("n_results", String.valueOf(own.size()));
              cells.put("idle_w", number(watts.idle()));
              cells.put("dynamic_w", number(watts.dynamic()));
              DerivedPower.curveOfCpu(own).ifPresent(curve -> putShape(cells, curve));
              table.put(CpuModel.find(model).map(CpuModel::name).orElse(model), cells);
            });
    return table;
  }

  private static void putShape(Map<String, String> cells, PowerCurve curve) {
    for (int level = 1; level < PowerResult.FULL; level++) {
      cells.put(
          "shape_" + level * 10,
          new BigDecimal(curve.at(level / 10.0)).setScale(3, RoundingMode.HALF_UP).toString());
    }
  }

  private static String number(double figure) {
    return new BigDecimal(figure).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
