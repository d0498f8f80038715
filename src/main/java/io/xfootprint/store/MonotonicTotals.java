// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes sums that never fall of books that may: the background gives back what a request had used
 * when a window closed over it. A row of an hour would be negative then; so nothing is counted
 * until the line has come up again.
 *
 * <p>What was gained between two looks gets the range that holds then. For use by one thread.
 */
final class MonotonicTotals {

  private Map<String, Sums> routesSeen = Map.of();
  private Map<CostCategory, Sums> linesSeen = Map.of();
  private Statement sums = Statement.NONE;

  /** Looks at the books and returns what has been counted until now; if it throws, it has not. */
  Statement look(LedgerSnapshot books) {
    Map<String, Sums> nextRoutesSeen = new HashMap<>(routesSeen);
    Map<CostCategory, Sums> nextLinesSeen = new HashMap<>(linesSeen);
    Map<String, Sums> routes = new HashMap<>(sums.routes());
    Sums gainOfRoutes = Sums.NONE;
    Statement now = books.sinceStart();
    for (var route : now.routes().entrySet()) {
      String label = route.getKey();
      Sums gain = gain(nextRoutesSeen, label, route.getValue());
      if (!gain.isNone()) {
        Sums withRange = books.withRange(CostCategory.REQUESTS, gain);
        routes.merge(label, withRange, Sums::plus);
        gainOfRoutes = gainOfRoutes.plus(withRange);
      }
    }
    Map<CostCategory, Sums> gains = new EnumMap<>(CostCategory.class);
    now.lines()
        .forEach(
            (line, seen) ->
                gains.put(line, books.withRange(line, gain(nextLinesSeen, line, seen))));
    gains.put(CostCategory.REQUESTS, gainOfRoutes);
    Statement next = new Statement(sums.plus(new Statement(gains)).lines(), routes);
    routesSeen = nextRoutesSeen;
    linesSeen = nextLinesSeen;
    sums = next;
    return next;
  }

  /** Returns what has been counted until the last look. */
  Statement sums() {
    return sums;
  }

  private static <K> Sums gain(Map<K, Sums> seen, K key, Sums now) {
    Sums before = seen.getOrDefault(key, Sums.NONE);
    if (now.equals(before)) {
      return Sums.NONE;
    }
    Sums highest = now.max(before);
    seen.put(key, highest);
    return highest.minus(before);
  }
}
