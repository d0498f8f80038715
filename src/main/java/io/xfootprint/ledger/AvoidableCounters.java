// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the requests to one route have cost for nothing. Safe for use by many threads, without a
 * lock.
 */
final class AvoidableCounters {

  /** Never changed after the constructor. */
  private final Map<Avoidable, Sum> sums = new EnumMap<>(Avoidable.class);

  /** Requests, and their energy in nJ. */
  private static final class Sum {
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong nanojoules = new AtomicLong();
  }

  AvoidableCounters() {
    for (Avoidable reason : Avoidable.values()) {
      sums.put(reason, new Sum());
    }
  }

  /** Adds requests, or energy in nJ. */
  void add(Avoidable reason, long requests, long nanojoules) {
    Sum sum = Objects.requireNonNull(sums.get(reason));
    sum.requests.addAndGet(requests);
    sum.nanojoules.addAndGet(nanojoules);
  }

  /** Returns the cost by reason, without reasons that no request has. */
  List<AvoidableCost> costs(String route) {
    List<AvoidableCost> costs = new ArrayList<>();
    sums.forEach(
        (reason, sum) -> {
          long requests = sum.requests.get();
          if (requests > 0) {
            costs.add(new AvoidableCost(reason, route, requests, sum.nanojoules.get()));
          }
        });
    return costs;
  }
}
