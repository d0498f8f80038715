// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import org.hamcrest.BaseMatcher;
import org.hamcrest.Description;
import org.jspecify.annotations.Nullable;

/**
 * Matches a header by one of its figures. Keeps what it found, so each comparison needs its own.
 */
final class FigureMatcher extends BaseMatcher<String> {

  private final Figure figure;
  private final double budget;

  /** Why the last header did not match. REST Assured shows the description alone. */
  private String found = "";

  FigureMatcher(Figure figure, double budget) {
    if (!(budget >= 0)) {
      throw new IllegalArgumentException(
          "a budget of " + figure.member() + " must be at least 0, but was " + budget);
    }
    this.figure = figure;
    this.budget = budget;
  }

  @Override
  public boolean matches(@Nullable Object header) {
    if (header instanceof String text) {
      double amount = RequestCost.parse(text).of(figure);
      if (amount <= budget) {
        found = "";
        return true;
      }
      found =
          Double.isNaN(amount)
              ? " (unknown, as the header does not tell it)"
              : " (" + figure.text(amount) + ", " + Digits.change(amount, budget) + ")";
    } else {
      found =
          " (unknown, as there is no header; does the setting 'expose' show it to this client?)";
    }
    return false;
  }

  @Override
  public void describeTo(Description description) {
    description
        .appendText(figure.member() + " of at most " + figure.text(budget))
        .appendText(found);
  }
}
