// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import io.xfootprint.units.Range;

/**
 * Power usage effectiveness of a data centre: its energy divided by that of its machines.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param ratio at least 1
 * @param range within which the true ratio should lie
 * @param basis for people: what says so, and its year
 */
public record Pue(double ratio, Range range, String basis) {

  /** Returns the PUE that the user gave, which is taken as exact. */
  public static Pue set(double ratio) {
    return new Pue(ratio, Range.EXACT, "setting");
  }

  /**
   * Returns the PUE of a data centre that nobody has said anything of.
   *
   * @param basis why this one is taken
   */
  public static Pue usual(String basis) {
    Row row = CsvTable.read("defaults").find("name", "pue-on-premise").orElseThrow();
    double ratio = row.number("value");
    return new Pue(ratio, Range.between(row.number("low"), ratio, row.number("high")), basis);
  }

  /** Returns what the provider of a row of {@code cloud-region.csv} publishes. */
  static Pue published(Row row) {
    String kind = row.text("pue_basis");
    return new Pue(
        row.number("pue"),
        GridFactor.rangeOf("PUE, " + kind),
        row.integer("pue_year") + ", " + kind);
  }
}
