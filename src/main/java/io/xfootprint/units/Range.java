// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.units;

import java.util.Locale;

/**
 * The factors from a figure to the least and the greatest value that it may mean. They differ where
 * the errors do: Quebec's electricity may be 1.4 times cleaner than its figure, and 6 times
 * dirtier.
 *
 * <p>Immutable and safe for use by many threads.
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
   * Returns the range of a figure whose least and greatest value are known, all three above 0 and
   * in this order.
   */
  public static Range between(double least, double figure, double greatest) {
    return new Range(figure / least, greatest / figure);
  }

  /**
   * Returns the range of the product of two figures with a range each, whose errors are
   * independent. They combine in quadrature: to multiply the factors would say that both figures
   * are at their worst at once. 2 and 10 make 11, not 20.
   */
  public Range times(Range other) {
    return new Range(both(below, other.below), both(above, other.above));
  }

  private static double both(double factor, double other) {
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

  /**
   * Returns in words between which values a figure lies, to be written behind it: {@code , 47.3 to
   * 945.8}. Empty if the figure is exact.
   *
   * @param format of each value, such as {@code %.1f}
   */
  public String behind(double figure, String format) {
    return below == 1 && above == 1
        ? ""
        : String.format(Locale.ROOT, ", " + format + " to " + format, low(figure), high(figure));
  }
}
