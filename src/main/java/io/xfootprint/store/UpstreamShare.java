// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.upstream.UpstreamSum;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What one process has in the table of what other services have told of their cost, by route.
 * Immutable.
 *
 * @param instance the number of its own rows
 * @param base its sums since its start that were written under earlier numbers: others keep these
 *     rows, and add them to those of all that have ended
 * @param written its sums since its start that are written, of the routes with a row of its own
 */
record UpstreamShare(
    long instance, Map<String, UpstreamSum> base, Map<String, UpstreamSum> written) {

  /** Nothing, under a number that no row has; 0 is that of those that have ended. */
  static final UpstreamShare NONE = new UpstreamShare(-1, Map.of(), Map.of());

  /** Copies the maps. */
  UpstreamShare {
    base = Map.copyOf(base);
    written = Map.copyOf(written);
  }

  /** Returns this, or what it is once the process goes on under another number. */
  UpstreamShare under(long number) {
    if (number == instance) {
      return this;
    }
    Map<String, UpstreamSum> kept = new HashMap<>(base);
    kept.putAll(written);
    return new UpstreamShare(number, kept, Map.of());
  }

  /**
   * Returns the rows that differ from those that are written.
   *
   * @param now the sums since the start of the process
   */
  Map<String, UpstreamSum> due(Map<String, UpstreamSum> now) {
    Map<String, UpstreamSum> due = new HashMap<>();
    now.forEach(
        (route, sum) -> {
          // All that is added to a sum comes with a call.
          if (sum.calls() > written(route).calls()) {
            due.put(route, sum.since(base(route)));
          }
        });
    return due;
  }

  /** Returns this, with the rows of some routes as they follow from these sums. */
  UpstreamShare with(Set<String> routes, Map<String, UpstreamSum> now) {
    Map<String, UpstreamSum> all = new HashMap<>(written);
    routes.forEach(route -> all.put(route, now.getOrDefault(route, UpstreamSum.NONE)));
    return new UpstreamShare(instance, base, all);
  }

  /** Returns what it has of a route in rows of others. */
  UpstreamSum base(String route) {
    return base.getOrDefault(route, UpstreamSum.NONE);
  }

  /** Returns what it has of a route in rows of others and in its own. */
  UpstreamSum written(String route) {
    return written.getOrDefault(route, base(route));
  }
}
