// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.data.CsvTable;

/**
 * The factors below and above the figures within which the true values lie, nine times out of ten.
 *
 * <p>Those of power follow from its source ({@code power-range.csv}). They are calibrated on
 * published servers, each CPU model predicted from all others: nine of ten lie within. What no such
 * table can see is the load of a virtual machine's host, a host with more disks or network cards,
 * and code unlike the benchmark's.
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

  /**
   * The factors from a figure to the least and the greatest value that it may mean.
   *
   * @param below divisor for the least value; finite and at least 1
   * @param above multiplier for the greatest value; finite and at least 1
   */
  public record Range(double below, double above) {

    /** The range of an exact figure. */
    public static final Range EXACT = within(1);

    /** Checks the factors. */
    public Range {
      if (!(below >= 1 && above >= 1 && below * above < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "below and above must be finite and >= 1, but were " + below + " and " + above);
      }
    }

    /** Returns a range with the same factor on both sides. */
    public static Range within(double factor) {
      return new Range(factor, factor);
    }

    /**
     * Returns the range of the product of two figures with a range each, whose errors do not depend
     * on each other. Both are seldom at the same end: factors of 1.5 and 1.5 make 1.77, not 2.25.
     */
    public Range times(Range other) {
      return new Range(product(below, other.below), product(above, other.above));
    }

    /** Adds the logarithms of two factors as errors add: by their squares. */
    private static double product(double factor, double other) {
      return Math.exp(Math.hypot(Math.log(factor), Math.log(other)));
    }

    /** Returns the least value that a figure may mean; both are at least 0, in the same unit. */
    public double low(double figure) {
      return figure / below;
    }

    /** Returns the greatest value that a figure may mean; both are at least 0, in the same unit. */
    public double high(double figure) {
      return figure * above;
    }
  }
}
