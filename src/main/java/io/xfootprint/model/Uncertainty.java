// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.model.PowerModel.Rung;

/**
 * How far the figures may lie from the truth, as factors below and above them.
 *
 * <p>They follow from how the power was found. On a virtual machine of which the microarchitecture
 * is known, 1.4 for the row times 1.5 for the unseen host make 2.1: 6.3 mJ above idle stand for 3.0
 * to 13.2 mJ. Emissions are energy times the grid's intensity, so the range of what they are above
 * idle is {@code dynamic().times(grid())}.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param dynamic of the energy above idle
 * @param idle of the energy of the idle machine
 * @param grid of the grid's intensity
 * @param embodied of the emissions of making the machine
 */
public record Uncertainty(Range dynamic, Range idle, Range grid, Range embodied) {

  /**
   * Returns what holds for a way to find the power.
   *
   * @param rung how the power was found
   * @param virtual whether the machine is a share of another, of which the load cannot be seen
   * @param intensitySet whether the user gave the grid's intensity, so that it is taken as exact
   */
  public static Uncertainty of(Rung rung, boolean virtual, boolean intensitySet) {
    double power = Coefficients.uncertainty(rung.reason());
    double unseenHost = virtual && !rung.measured() ? Coefficients.uncertainty("virtual") : 1;
    return new Uncertainty(
        Range.within(power * unseenHost),
        Range.within(power),
        intensitySet ? Range.EXACT : Range.within(Coefficients.uncertainty("annual-grid")),
        new Range(
            Coefficients.uncertainty("embodied-below"),
            Coefficients.uncertainty("embodied-above")));
  }

  /**
   * The factors from a figure to the least and to the most that it may stand for.
   *
   * @param below what the figure is divided by; finite and at least 1
   * @param above what it is multiplied by; finite and at least 1
   */
  public record Range(double below, double above) {

    /** No doubt at all. */
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

    /** Returns the range of the product of two figures of which each has its own. */
    public Range times(Range other) {
      return new Range(below * other.below, above * other.above);
    }

    /** Returns the least that a figure of at least 0 may stand for, in its unit. */
    public double low(double figure) {
      return figure / below;
    }

    /** Returns the most that a figure of at least 0 may stand for, in its unit. */
    public double high(double figure) {
      return figure * above;
    }
  }
}
