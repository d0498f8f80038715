// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.data.CsvTable;
import io.xfootprint.units.Range;

/**
 * The factors below and above the figures within which the true values should lie nine times out of
 * ten.
 *
 * <p>Those of power follow from its source ({@code power-range.csv}). Most are calibrated on
 * published servers, each CPU model predicted from all others: nine of ten lie within. The others
 * are judgement ({@link PowerSource#isCalibrated}). What no such table can see is the load of a
 * virtual machine's host, a host with more disks or network cards, and code unlike the benchmark's.
 *
 * <p>Emissions are energy times what the electricity emits, so the range of the emissions above
 * idle is {@code dynamic().times(electricity())}.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param dynamic of the energy above idle
 * @param idle of the energy of the idle machine, without its memory
 * @param memory of the energy of its memory
 * @param electricity of the emissions of a joule at the server's wall
 * @param embodied of the embodied emissions
 */
public record Uncertainty(
    Range dynamic, Range idle, Range memory, Range electricity, Range embodied) {

  /**
   * Returns the uncertainty that goes with a source of the power.
   *
   * @param source the source of the power
   * @param virtual whether the machine is a share of another one whose load cannot be seen
   * @param lowConfidence whether the power rests on fewer than three CPU models
   * @param electricity the range of the emissions of a joule
   */
  public static Uncertainty of(
      PowerSource source, boolean virtual, boolean lowConfidence, Range electricity) {
    CsvTable.Row row =
        CsvTable.read("power-range")
            .find(
                each ->
                    each.text("rung").equals(source.key())
                        && each.text("machine").equals(virtual ? "virtual" : "whole")
                        && (each.text("confidence").equals("any")
                            || each.text("confidence").equals(lowConfidence ? "low" : "usual")))
            .orElseThrow();
    return new Uncertainty(
        new Range(row.number("dynamic_below"), row.number("dynamic_above")),
        new Range(row.number("idle_below"), row.number("idle_above")),
        Coefficients.range("memory-watts-per-gb"),
        electricity,
        Coefficients.range("embodied-g-per-vcpu-hour"));
  }

  /** Returns this with another range of the emissions of a joule. */
  Uncertainty withElectricity(Range other) {
    return new Uncertainty(dynamic, idle, memory, other, embodied);
  }

  /**
   * Returns this with the idle power no surer than by another one: with a meter of packages most of
   * the idle power at the wall is still the model's.
   */
  Uncertainty withIdleOf(Uncertainty model) {
    Range wider =
        new Range(
            Math.max(idle.below(), model.idle.below()), Math.max(idle.above(), model.idle.above()));
    return new Uncertainty(dynamic, wider, memory, electricity, embodied);
  }
}
