// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.ledger.Avoidable;
import io.xfootprint.ledger.RouteCounters;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The energy of a request that was for nothing, as far as its route has it as such. Safe for use by
 * many threads.
 */
final class AvoidedEnergy {

  /** The request itself is not counted yet. */
  private static final long NOTHING = -1;

  private final Avoidable reason;

  /** Number of requests that this one counts for, as some are looked at and others are not. */
  private final double weight;

  private final AtomicLong nanojoules = new AtomicLong(NOTHING);

  AvoidedEnergy(Avoidable reason, double weight) {
    this.reason = reason;
    this.weight = weight;
  }

  /**
   * Books what the energy has grown by. It only grows, so each part is booked once.
   *
   * @param now energy of the request so far in nJ, at least 0
   */
  void bookTo(RouteCounters line, long now) {
    long before = nanojoules.getAndAccumulate(now, Math::max);
    if (before == NOTHING) {
      line.addAvoidable(reason, Math.round(weight), Math.round(weight * now));
    } else if (now > before) {
      line.addAvoidable(reason, 0, Math.round(weight * (now - before)));
    }
  }
}
