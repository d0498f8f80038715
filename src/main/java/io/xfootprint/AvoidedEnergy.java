// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.ledger.Avoidable;
import io.xfootprint.ledger.Line;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The energy of a request that was for nothing, as far as its route has it as such. Safe for use by
 * many threads.
 */
final class AvoidedEnergy {

  /** The request itself is not counted yet. */
  private static final long NOTHING = -1;

  private final Avoidable reason;
  private final AtomicLong nanojoules = new AtomicLong(NOTHING);

  AvoidedEnergy(Avoidable reason) {
    this.reason = reason;
  }

  /**
   * Books what the energy has grown by. It only grows, so each part is booked once.
   *
   * @param now energy of the request so far in nJ, at least 0
   */
  void bookTo(Line line, long now) {
    long before = nanojoules.getAndAccumulate(now, Math::max);
    if (before == NOTHING) {
      line.route().addAvoidable(reason, 1, now);
    } else if (now > before) {
      line.route().addAvoidable(reason, 0, now - before);
    }
  }
}
