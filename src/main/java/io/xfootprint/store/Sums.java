// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Amounts;
import io.xfootprint.ledger.AppBooks;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * What a process has counted up to some moment, by route and by line of the books. Figures only
 * grow from one moment to the next.
 *
 * @param routes by label
 * @param lines the lines; that of the requests is the sum of the routes
 */
public record Sums(Map<String, Amounts> routes, AppBooks lines) {

  /** Nothing is counted yet. */
  public static final Sums NONE = new Sums(Map.of(), AppBooks.NONE);

  /** Keeps what it is given, unchangeable. */
  public Sums {
    routes = Collections.unmodifiableMap(routes);
  }

  /** Returns what a route has counted. */
  public Amounts route(String label) {
    return routes.getOrDefault(label, Amounts.NONE);
  }

  /** Returns what was counted since an earlier moment, without the routes that counted nothing. */
  public Sums since(Sums earlier) {
    Map<String, Amounts> grown = new HashMap<>();
    routes.forEach(
        (label, amounts) -> {
          Amounts before = earlier.route(label);
          if (!amounts.equals(before)) {
            grown.put(label, amounts.minus(before));
          }
        });
    return new Sums(grown, lines.minus(earlier.lines));
  }

  /** Returns this with those routes only that have changed between two moments. */
  Sums whereChanged(Sums from, Sums to) {
    Map<String, Amounts> changed = new HashMap<>(routes);
    changed.keySet().removeIf(label -> to.route(label).equals(from.route(label)));
    return new Sums(changed, lines);
  }
}
