// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;

/**
 * Where a request is booked: the counters of its route, and those of its tenant if it has one. Any
 * thread may add and count, without a lock.
 */
public sealed interface Line permits RouteCounters, TenantLine {

  /** Returns the counters of the route. */
  RouteCounters route();

  /** Adds a cost to the sums; an unknown figure adds nothing. */
  void add(Footprint footprint);

  /**
   * Counts a request, and adds what is known of its cost by then.
   *
   * @param cost an unknown figure adds nothing
   */
  void countRequest(Footprint cost, boolean knowsCpu, boolean knowsBytes, boolean isEstimated);

  /** Counts a failed request, which is counted as a request too. */
  void countError();
}
