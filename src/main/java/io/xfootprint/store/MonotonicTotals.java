// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Amounts;
import io.xfootprint.ledger.AppBooks;
import io.xfootprint.ledger.BookLine;
import io.xfootprint.ledger.LedgerSnapshot;
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

  private Map<String, Amounts> routesSeen = Map.of();
  private Map<BookLine, Amounts> linesSeen = Map.of();
  private Sums sums = Sums.NONE;

  /** Looks at the books and returns what has been counted until now; if it throws, it has not. */
  Sums look(LedgerSnapshot books) {
    Map<String, Amounts> nextRoutesSeen = new HashMap<>(routesSeen);
    Map<BookLine, Amounts> nextLinesSeen = new HashMap<>(linesSeen);
    Map<String, Amounts> routes = new HashMap<>(sums.routes());
    Amounts gainOfRoutes = Amounts.NONE;
    for (var route : books.routes().entrySet()) {
      String label = route.getKey().label();
      Amounts gain = gain(nextRoutesSeen, label, Amounts.of(route.getValue().sinceStart()));
      if (!gain.isNone()) {
        Amounts withRange = books.withRange(BookLine.REQUESTS, gain);
        routes.merge(label, withRange, Amounts::plus);
        gainOfRoutes = gainOfRoutes.plus(withRange);
      }
    }
    Map<BookLine, Amounts> gains = new EnumMap<>(BookLine.class);
    books
        .ofProcess()
        .lines()
        .forEach(
            (line, amounts) ->
                gains.put(line, books.withRange(line, gain(nextLinesSeen, line, amounts))));
    gains.put(BookLine.REQUESTS, gainOfRoutes);
    Sums next = new Sums(routes, sums.lines().plus(new AppBooks(gains)));
    routesSeen = nextRoutesSeen;
    linesSeen = nextLinesSeen;
    sums = next;
    return next;
  }

  /** Returns what has been counted until the last look. */
  Sums sums() {
    return sums;
  }

  private static <K> Amounts gain(Map<K, Amounts> seen, K key, Amounts now) {
    Amounts before = seen.getOrDefault(key, Amounts.NONE);
    if (now.equals(before)) {
      return Amounts.NONE;
    }
    Amounts highest = now.max(before);
    seen.put(key, highest);
    return highest.minus(before);
  }
}
