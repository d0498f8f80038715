// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The sums of a process from its start to an instant.
 *
 * @param nanoTime that instant, in ns of a clock that never goes back
 * @param routes the sums of each route
 * @param beyondRequests the sums of each category that is known, except requests
 * @param grids what each source of carbon intensities has priced
 */
public record LedgerReading(
    long nanoTime,
    Map<Route, Totals> routes,
    Map<CostCategory, Totals> beyondRequests,
    Map<String, GridUse> grids) {

  static LedgerReading empty(long nanoTime) {
    return new LedgerReading(nanoTime, Map.of(), Map.of(), Map.of());
  }

  /** Returns the same sums in less memory, for a reader that may never come. */
  LedgerReading packed() {
    return new LedgerReading(nanoTime, new PackedTotals(routes), beyondRequests, grids);
  }

  private Totals requests() {
    return routes instanceof PackedTotals packed
        ? packed.sum()
        : routes.values().stream().reduce(Totals.NONE, Totals::plus);
  }

  /** Returns the sums of a category; nothing if it is not known. */
  public Totals line(CostCategory category) {
    return category == CostCategory.REQUESTS
        ? requests()
        : beyondRequests.getOrDefault(category, Totals.NONE);
  }

  /**
   * Returns what was added since an earlier reading, without ranges. Routes that gained nothing are
   * left out.
   */
  Statement since(LedgerReading earlier) {
    Map<String, Sums> sums = new TreeMap<>();
    Map<Route, Totals> before = new HashMap<>(earlier.routes);
    routes.forEach(
        (route, now) -> {
          Sums gain = Sums.of(now.since(before.getOrDefault(route, Totals.NONE)));
          if (!gain.isNone()) {
            sums.merge(route.label(), gain, Sums::plus);
          }
        });
    return linesSince(earlier).withRoutes(sums, UnaryOperator.identity());
  }

  /** Returns the same as {@link #since}, without routes. */
  Statement linesSince(LedgerReading earlier) {
    Map<CostCategory, Sums> lines = new EnumMap<>(CostCategory.class);
    lines.put(CostCategory.REQUESTS, Sums.of(requests().since(earlier.requests())));
    beyondRequests.forEach(
        (category, now) -> lines.put(category, Sums.of(now.since(earlier.line(category)))));
    return new Statement(lines, Map.of(), GridUse.beyond(grids, earlier.grids));
  }

  /** Returns what one route has gained since an earlier reading: a line of requests alone. */
  Statement routeSince(String label, LedgerReading earlier) {
    return new Statement(
        Map.of(CostCategory.REQUESTS, Sums.of(route(label).since(earlier.route(label)))));
  }

  private Totals route(String label) {
    return routes.entrySet().stream()
        .filter(each -> each.getKey().label().equals(label))
        .map(Map.Entry::getValue)
        .reduce(Totals.NONE, Totals::plus);
  }
}
