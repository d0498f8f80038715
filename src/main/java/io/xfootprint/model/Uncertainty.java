// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

/**
 * The factors below and above the figures within which the true values should lie.
 *
 * <p>They follow from the source of the power. On a virtual machine with a known microarchitecture,
 * 1.4 for the row times 1.5 for the unseen host makes 2.1: a figure of 6.3 mJ above idle means 3.0
 * to 13.2 mJ. Emissions are energy times the grid's intensity, so the range of the emissions above
 * idle is {@code dynamic().times(grid())}.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param dynamic of the energy above idle
 * @param idle of the energy of the idle machine
 * @param grid of the grid's intensity
 * @param embodied of the embodied emissions
 */
public record Uncertainty(Range dynamic, Range idle, Range grid, Range embodied) {

  /**
   * Returns the uncertainty that goes with a source of the power.
   *
   * @param source the source of the power
   * @param virtual whether the machine is a share of another one whose load cannot be seen
   * @param intensitySet whether the user gave the grid's intensity, so that it is taken as exact
   */
  public static Uncertainty of(PowerSource source, boolean virtual, boolean intensitySet) {
    double power = Coefficients.uncertainty(source.key());
    double unseenHost = virtual && !source.isMeasured() ? Coefficients.uncertainty("virtual") : 1;
    return new Uncertainty(
        Range.within(power * unseenHost),
        Range.within(power),
        intensitySet ? Range.EXACT : Range.within(Coefficients.uncertainty("annual-grid")),
        new Range(
            Coefficients.uncertainty("embodied-below"),
            Coefficients.uncertainty("embodied-above")));
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

    /** Returns the range of the product of two figures with a range each. */
    public Range times(Range other) {
      return new Range(below * other.below, above * other.above);
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
