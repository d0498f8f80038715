// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.ledger.Avoidable;
import io.xfootprint.ledger.Line;
import io.xfootprint.upstream.UpstreamTally;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What happens to few requests: a failure, cost that was for nothing, calls to other services. It
 * is one object that most accounts do not have, as each field of theirs is paid by each request.
 * Safe for use by many threads, without a lock.
 */
final class RareEvents {

  private static final int NO_FAILURE = 0;

  /** The request has failed, and its route is not known yet. */
  private static final int NOT_YET_COUNTED = 1;

  private static final int COUNTED = 2;

  private final AtomicInteger failure = new AtomicInteger(NO_FAILURE);
  private final AtomicReference<@Nullable AvoidedEnergy> avoided = new AtomicReference<>();
  private final UpstreamTally calls = new UpstreamTally();

  /** Notes a failure; further ones change nothing. */
  void fail() {
    failure.compareAndSet(NO_FAILURE, NOT_YET_COUNTED);
    avoid(Avoidable.FAILED);
  }

  /** Notes that the request is for nothing. The first reason counts. */
  void avoid(Avoidable reason) {
    if (avoided.get() == null) {
      avoided.compareAndSet(null, new AvoidedEnergy(reason));
    }
  }

  /** Returns the calls to other services. */
  UpstreamTally calls() {
    return calls;
  }

  /**
   * Books what is known by now. What adds a part, sets the route or notes an event calls this
   * afterwards, so the last of them sees all.
   *
   * @param nanojoules energy of the request so far, at least 0
   */
  void bookTo(Line line, long nanojoules) {
    if (failure.get() == NOT_YET_COUNTED && failure.compareAndSet(NOT_YET_COUNTED, COUNTED)) {
      line.countError();
    }
    AvoidedEnergy known = avoided.get();
    if (known != null) {
      known.bookTo(line, nanojoules);
    }
    line.route().addUpstream(calls.takeNotYetBooked());
  }
}
