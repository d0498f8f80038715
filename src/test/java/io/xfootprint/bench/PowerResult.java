// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A published result: the power of a whole server at each tenth of its load. */
final class PowerResult {

  /** The level of full load; 0 is that of none. */
  static final int FULL = 10;

  private final NamedCsvRecord line;

  private PowerResult(NamedCsvRecord line) {
    this.line = line;
  }

  static List<PowerResult> read(Path file) throws IOException {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      return reader.stream().map(PowerResult::new).toList();
    }
  }

  int year() {
    return (int) number("published");
  }

  String cpuName() {
    return line.getField("cpu_model");
  }

  String microarchitecture() {
    return line.getField("microarchitecture");
  }

  int chips() {
    return (int) number("chips");
  }

  int threads() {
    return (int) number("threads");
  }

  /** Returns the thermal design power in W of all its processors; NaN if it is not told. */
  double tdpWatts() {
    return number("tdp_w_per_chip") * chips();
  }

  boolean has(int level) {
    return !Double.isNaN(watts(level));
  }

  /** Returns the power in W at a level from 0 to {@link #FULL}; NaN if it is not told. */
  double watts(int level) {
    return number(level == 0 ? "w_idle" : "w_" + level * 10);
  }

  private double number(String column) {
    String text = line.getField(column).strip();
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }
}
