// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import io.xfootprint.units.CarbonIntensity;
import io.xfootprint.units.Range;

/**
 * The carbon intensity of a place's electricity over a year, as somebody publishes it. For example
 * Quebec's grid had 5.5 gCO2e/kWh in 2024, between 3.9 and 35.5.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param intensity location-based annual average
 * @param range within which the true average should lie
 * @param kind kind of place, which says how far off the figure may be: a row of {@code
 *     grid-uncertainty.csv}
 * @param basis what is counted, for electricity used or made there, and for what area: {@code
 *     operational, consumption, zone}. Only figures of one basis can be compared
 * @param area name of that area, such as {@code CA-QC}; empty for the world
 * @param year of the average
 * @param source who publishes the figure
 */
public record GridFactor(
    CarbonIntensity intensity,
    Range range,
    String kind,
    String basis,
    String area,
    int year,
    String source) {

  /** Returns the factor of a row of a table of places, with the range of its kind of place. */
  static GridFactor of(Row row, String area) {
    return of(row, area, rangeOf(row.text("kind")));
  }

  static GridFactor of(Row row, String area, Range range) {
    return new GridFactor(
        new CarbonIntensity(row.number("gco2e_per_kwh")),
        range,
        row.text("kind"),
        row.text("basis"),
        area,
        row.integer("year"),
        row.text("source"));
  }

  /** Returns the range of a kind of place or of PUE. */
  static Range rangeOf(String kind) {
    Row row = CsvTable.read("grid-uncertainty").find("kind", kind).orElseThrow();
    return new Range(row.number("divide_by"), row.number("times"));
  }

  /** Returns the same with a range that holds another figure, as that may be the right one. */
  GridFactor widenedTo(GridFactor other) {
    double ratio = other.intensity.gramsPerKilowattHour() / intensity.gramsPerKilowattHour();
    Range wider = new Range(Math.max(range.below(), 1 / ratio), Math.max(range.above(), ratio));
    return new GridFactor(intensity, wider, kind, basis, area, year, source);
  }

  /** Returns the intensity as one that prices energy all year. */
  public SourcedIntensity annual() {
    return new SourcedIntensity(intensity, range, "annual " + year + ", " + scope());
  }

  /** Returns in words what is counted and where: {@code operational, consumption, zone CA-QC}. */
  public String scope() {
    return area.isEmpty() ? basis : basis + " " + area;
  }
}
