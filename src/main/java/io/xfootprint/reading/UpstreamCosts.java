// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Route;
import io.xfootprint.upstream.UpstreamTotal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What other services have cost for each route since counting began, whatever the period of the
 * report: they tell no time. It is in no other figure of the report, and in no sum with any.
 * Immutable.
 *
 * @param routes the sums by the label of their route; empty if no service was called
 * @param ofAllInstances whether they are those of all instances, not of this one since its start
 */
public record UpstreamCosts(Map<String, UpstreamTotal> routes, boolean ofAllInstances) {

  /** As in the other figures of a report. */
  private static final int MOST_ROUTES = 1000;

  /** Copies the map. */
  public UpstreamCosts {
    routes = Map.copyOf(routes);
  }

  /** Returns what this process was told. */
  static UpstreamCosts ofMemory(LedgerSnapshot books) {
    Map<String, UpstreamTotal> routes = new HashMap<>();
    books.upstream().forEach((route, sum) -> routes.put(route, UpstreamTotal.of(sum)));
    return new UpstreamCosts(routes, false);
  }

  /**
   * Returns these of one process as those of all instances.
   *
   * @param elsewhere what the others were told
   */
  UpstreamCosts plus(Map<String, UpstreamTotal> elsewhere) {
    Map<String, UpstreamTotal> all = new HashMap<>(routes);
    elsewhere.forEach((route, sum) -> all.merge(route, sum, UpstreamTotal::plus));
    return new UpstreamCosts(all, true);
  }

  /**
   * Returns the routes with the most energy, the largest first: 1,000 of them, and all others as
   * {@code (other)}.
   */
  public List<Map.Entry<String, UpstreamTotal>> byEnergy() {
    Map<String, UpstreamTotal> shown = new HashMap<>();
    for (Map.Entry<String, UpstreamTotal> route : sorted(routes)) {
      String label = shown.size() < MOST_ROUTES ? route.getKey() : Route.OTHER.label();
      shown.merge(label, route.getValue(), UpstreamTotal::plus);
    }
    return sorted(shown);
  }

  private static List<Map.Entry<String, UpstreamTotal>> sorted(Map<String, UpstreamTotal> routes) {
    return routes.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, UpstreamTotal>, BigInteger>comparing(
                    route -> route.getValue().nanojoules())
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .toList();
  }
}
