// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;

/**
 * Names a processor's microarchitecture by its CPUID.
 *
 * <p>Own ranges come first ({@code cpuid-override.csv}): OSHI 7.5.0 calls every AMD processor of
 * family 25 "Zen 3" and does not know Emerald Rapids, Granite Rapids and Sierra Forest.
 */
final class Microarchitecture {

  private static final String UNKNOWN_TO_OSHI = "unknown";

  private Microarchitecture() {}

  /** Returns the name, empty if unknown. */
  static String of(String vendorId, String family, String model, String nameOfOshi) {
    return CsvTable.read("cpuid-override")
        .find(row -> covers(row, vendorId, family, model))
        .map(row -> row.text("cpu_power_row"))
        .orElse(nameOfOshi.equalsIgnoreCase(UNKNOWN_TO_OSHI) ? "" : nameOfOshi);
  }

  private static boolean covers(Row row, String vendorId, String family, String model) {
    if (!vendorId.contains(row.text("vendor")) || !family.equals(row.text("family"))) {
      return false;
    }
    try {
      int number = Integer.parseInt(model);
      return row.integer("model_from") <= number && number <= row.integer("model_to");
    } catch (NumberFormatException e) {
      // ARM and others give a part's name or a hexadecimal number; no range of ours is theirs.
      return false;
    }
  }
}
