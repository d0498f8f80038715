// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a header {@code X-Footprint} says of a request, or the medians of many. A figure that it
 * does not tell is unknown, and never 0. Immutable.
 */
final class RequestCost {

  /** Name of the header. */
  static final String HEADER = "X-Footprint";

  static final String PARTIAL = "partial";
  static final String ESTIMATED = "estimated";

  /** An amount of RFC 9651, which has no exponent and at most 15 digits. */
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,3})?");

  private static final List<String> MARKS = List.of("early", PARTIAL, ESTIMATED);

  private final Map<Figure, Double> figures;
  private final Set<String> marks;

  private RequestCost(Map<Figure, Double> figures, Set<String> marks) {
    this.figures = figures;
    this.marks = marks;
  }

  /** Returns a cost of known figures. */
  static RequestCost of(Map<Figure, Double> figures) {
    return new RequestCost(figures, Set.of());
  }

  /** Reads the value of a header; what it does not understand is left out. */
  static RequestCost parse(String header) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    Set<String> marks = new HashSet<>();
    for (String member : header.split(",", -1)) {
      String[] parts = member.strip().split("=", 2);
      if (parts.length == 1 && MARKS.contains(parts[0])) {
        marks.add(parts[0]);
      } else if (parts.length == 2 && AMOUNT.matcher(parts[1]).matches()) {
        for (Figure figure : Figure.values()) {
          if (figure.member().equals(parts[0])) {
            figures.put(figure, Double.valueOf(parts[1]));
          }
        }
      }
    }
    return new RequestCost(figures, marks);
  }

  /**
   * Returns the median of each figure, unknown where any cost does not tell it, and each mark that
   * any of them has.
   *
   * @param costs at least one
   */
  static RequestCost median(Collection<RequestCost> costs) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    Set<String> marks = new HashSet<>();
    for (Figure figure : Figure.values()) {
      double median = median(costs.stream().mapToDouble(cost -> cost.of(figure)).toArray());
      if (!Double.isNaN(median)) {
        figures.put(figure, median);
      }
    }
    costs.forEach(cost -> marks.addAll(cost.marks));
    return new RequestCost(figures, marks);
  }

  /** Returns the middle one of some numbers, or the mean of two; NaN if any is. */
  static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (Double.isNaN(sorted[sorted.length - 1])) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Returns a figure in the unit of the header; NaN if it is not known. */
  double of(Figure figure) {
    return figures.getOrDefault(figure, Double.NaN);
  }

  /** Returns whether more may have followed after the header. */
  boolean isPartial() {
    return marks.contains(PARTIAL);
  }

  /** Returns whether figures are apportioned and not measured. */
  boolean isEstimated() {
    return marks.contains(ESTIMATED);
  }
}
