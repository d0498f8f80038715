// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A published result of SPECpower_ssj2008: the power of a whole server at each tenth of its load.
 *
 * @param year of publication
 * @param cpuModel its processor, one name for all spellings
 * @param microarchitecture of the processor
 * @param packages number of processors
 * @param cores of the whole server
 * @param threads hardware threads of the whole server
 * @param packageTdpWatts thermal design power of a processor; NaN if unknown
 * @param memoryGigabytes memory of the whole server
 * @param watts power in W at 0, 10 .. 100 % load; NaN at levels that are not told
 */
record PowerResult(
    int year,
    String cpuModel,
    String microarchitecture,
    int packages,
    int cores,
    int threads,
    double packageTdpWatts,
    double memoryGigabytes,
    List<Double> watts) {

  /** The level of full load; 0 is that of none. */
  static final int FULL = 10;

  static List<PowerResult> read(Path file) throws IOException {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      return reader.stream().map(PowerResult::of).toList();
    }
  }

  private static PowerResult of(NamedCsvRecord line) {
    return new PowerResult(
        (int) number(line, "published"),
        line.getField("cpu_model_norm"),
        line.getField("microarchitecture"),
        (int) number(line, "chips"),
        (int) number(line, "cores"),
        (int) number(line, "threads"),
        number(line, "tdp_w_per_chip"),
        number(line, "memory_gb"),
        IntStream.rangeClosed(0, FULL)
            .mapToObj(level -> number(line, level == 0 ? "w_idle" : "w_" + level * 10))
            .toList());
  }

  private static double number(NamedCsvRecord line, String column) {
    String text = line.getField(column).strip();
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }

  boolean has(int level) {
    return !Double.isNaN(watts.get(level));
  }

  double idleWatts() {
    return watts.get(0);
  }

  /** Returns the power above idle at a level, in W. */
  double dynamicWatts(int level) {
    return watts.get(level) - idleWatts();
  }

  double dynamicWatts() {
    return dynamicWatts(FULL);
  }

  double tdpWatts() {
    return packages * packageTdpWatts;
  }

  /** Returns whether the power is told at every level, so that the result has a curve. */
  boolean hasCurve() {
    return IntStream.rangeClosed(0, FULL).allMatch(this::has);
  }

  /** Returns the share of the dynamic range at a level. */
  double shape(int level) {
    return dynamicWatts(level) / dynamicWatts();
  }
}
