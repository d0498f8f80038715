// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import java.util.Map;
import java.util.Optional;

/** What is said of a route that costs more than it may. */
final class Comparison {

  private Comparison() {}

  /**
   * Compares a figure with its budget.
   *
   * @return what is wrong, as the end of a sentence about the route; empty if nothing is
   */
  static Optional<String> over(Figure figure, RequestCost cost, double budget) {
    if (!(budget >= 0)) {
      throw new IllegalArgumentException(
          "a budget of " + figure.member() + " must be at least 0, but was " + budget);
    }
    double amount = cost.of(figure);
    if (amount <= budget) {
      return Optional.empty();
    }
    String rest =
        Double.isNaN(amount)
            ? ", as the header does not tell " + figure.member()
            : " (" + Digits.change(amount, budget) + ")";
    return Optional.of(said(figure, amount) + ", its budget is " + figure.text(budget) + rest);
  }

  /**
   * Compares a figure with that of a baseline.
   *
   * @param baseline release of Java and cost
   * @param limit per cent that it may be above; infinite if it is not compared
   * @return what is wrong, as the end of a sentence about the route; empty if nothing is
   */
  static Optional<String> over(
      Figure figure, RequestCost cost, Map.Entry<Integer, RequestCost> baseline, double limit) {
    double amount = cost.of(figure);
    double was = baseline.getValue().of(figure);
    if (limit == Double.POSITIVE_INFINITY || amount <= was * (1 + limit / 100)) {
      return Optional.empty();
    }
    String change =
        Double.isNaN(amount) || Double.isNaN(was) ? "" : Digits.change(amount, was) + ", ";
    return Optional.of(
        "%s, %s in the baseline%s (%slimit %s %%)"
            .formatted(
                said(figure, amount),
                figure.text(was),
                release(baseline.getKey()),
                change,
                Digits.atMostThree(limit)));
  }

  /** Returns words for a release that is not the own one. */
  static String release(int release) {
    return release == Baseline.RELEASE ? "" : " of Java " + release;
  }

  private static String said(Figure figure, double amount) {
    return figure.verb() + " " + figure.text(amount);
  }
}
