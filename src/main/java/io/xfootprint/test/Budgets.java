// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Measures what requests cost, for a test of a class with {@link FootprintBudgets}.
 *
 * <p>A request is sent to warm up in blocks of 20, until the medians of bytes of two successive
 * blocks differ by no more than a hundredth, then for the medians that count.
 *
 * <p>Safe for use by many threads; each call sends its requests one after the other.
 */
public final class Budgets {

  private final BudgetFiles files;
  private final int requests;
  private final Limits limits;
  private final boolean renews;

  Budgets(BudgetFiles files, int requests, Limits limits, boolean renews) {
    if (requests < 1) {
      throw new IllegalArgumentException("requests must be at least 1, but was " + requests);
    }
    this.files = files;
    this.requests = requests;
    this.limits = limits;
    this.renews = renews;
  }

  /**
   * Measures a route, and adds a row for it to the report.
   *
   * @param route name in the baseline, the report and messages: {@code GET /orders/{id}}
   * @param request sends one request and returns the value of its header {@code X-Footprint}; it
   *     should do the same work each time, and see to it that the answer is the right one
   * @throws AssertionError if an answer does not say what it has allocated, or the route does not
   *     get warm
   */
  public MeasuredRoute measure(String route, Callable<@Nullable String> request) {
    Requests source = new Requests(route, request);
    WarmUp.run(source);
    RequestCost cost = RequestCost.median(source.send(requests));
    return new MeasuredRoute(route, cost, files, limits, renews);
  }
}
