// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the requests to one route have cost for nothing. Only requests that failed, or lost their
 * client, touch it. Safe for use by many threads, without a lock.
 */
final class AvoidableCounters {

  /** Requests and energy of each reason, one after the other. */
  private final AtomicLongArray sums = new AtomicLongArray(2 * Avoidable.values().length);

  /**
   * Adds requests or energy.
   *
   * @param nanojoules energy in nJ
   */
  void add(Avoidable reason, long requests, long nanojoules) {
    int place = 2 * reason.ordinal();
    sums.addAndGet(place, requests);
    sums.addAndGet(place + 1, nanojoules);
  }

  /** Returns the cost by reason, without reasons that no request has. */
  List<AvoidableCost> costs(String route) {
    List<AvoidableCost> costs = new ArrayList<>();
    for (Avoidable reason : Avoidable.values()) {
      long requests = sums.get(2 * reason.ordinal());
      if (requests > 0) {
        costs.add(new AvoidableCost(reason, route, requests, sums.get(2 * reason.ordinal() + 1)));
      }
    }
    return costs;
  }
}
