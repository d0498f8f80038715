// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.regression;

import io.xfootprint.ledger.Distribution;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the requests of a version of the application cost, route by route. Immutable and safe for
 * use by many threads.
 *
 * @param version its name
 * @param firstSeen when the first process of it was seen
 * @param routes how the cost of each route is distributed, by label
 */
public record VersionCosts(String version, Instant firstSeen, Map<String, Distribution> routes) {

  /** Copies the routes. */
  public VersionCosts {
    routes = Collections.unmodifiableMap(new TreeMap<>(routes));
  }

  /** Returns the number of requests of all routes. */
  public long requests() {
    return routes.values().stream().mapToLong(Distribution::requests).sum();
  }
}
