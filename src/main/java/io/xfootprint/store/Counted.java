// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
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
public record Counted(Map<String, Sums> routes, Statement lines) {

  /** Nothing is counted yet. */
  public static final Counted NONE = new Counted(Map.of(), Statement.NONE);

  /** Keeps what it is given, unchangeable. */
  public Counted {
    routes = Collections.unmodifiableMap(routes);
  }

  /** Returns what a route has counted. */
  public Sums route(String label) {
    return routes.getOrDefault(label, Sums.NONE);
  }

  /** Returns what was counted since an earlier moment, without the routes that counted nothing. */
  public Counted since(Counted earlier) {
    Map<String, Sums> grown = new HashMap<>();
    routes.forEach(
        (label, amounts) -> {
          Sums before = earlier.route(label);
          if (!amounts.equals(before)) {
            grown.put(label, amounts.minus(before));
          }
        });
    return new Counted(grown, lines.minus(earlier.lines));
  }

  /** Returns this with those routes only that have changed between two moments. */
  Counted whereChanged(Counted from, Counted to) {
    Map<String, Sums> changed = new HashMap<>(routes);
    changed.keySet().removeIf(label -> to.route(label).equals(from.route(label)));
    return new Counted(changed, lines);
  }
}
