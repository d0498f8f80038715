// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.upstream;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The calls of one request to other services. A call that is under way counts as one of unknown
 * cost, so that an answer which leaves before it does not say 0.
 *
 * <pre>{@code
 * began()      soFar: calls=1 unknown=1     notYetBooked: none
 * ended(told)  soFar: calls=1 told=1        notYetBooked: the same, until its route takes it
 * }</pre>
 *
 * <p>Safe for use by many threads, without a lock.
 */
public final class UpstreamTally {

  // Updaters, as in the account that this belongs to.
  private static final AtomicReferenceFieldUpdater<UpstreamTally, UpstreamSum> SO_FAR =
      AtomicReferenceFieldUpdater.newUpdater(UpstreamTally.class, UpstreamSum.class, "soFar");
  private static final AtomicReferenceFieldUpdater<UpstreamTally, UpstreamSum> NOT_YET_BOOKED =
      AtomicReferenceFieldUpdater.newUpdater(
          UpstreamTally.class, UpstreamSum.class, "notYetBooked");

  private volatile UpstreamSum soFar = UpstreamSum.NONE;
  private volatile UpstreamSum notYetBooked = UpstreamSum.NONE;

  /** Creates a tally without a call. */
  public UpstreamTally() {}

  /** Counts a call that is sent. */
  public void began() {
    UpstreamSum before;
    do {
      before = soFar;
    } while (!SO_FAR.compareAndSet(this, before, before.plus(UpstreamSum.SILENT)));
  }

  /**
   * Counts the end of a call that has {@link #began()}.
   *
   * @param told what it has cost; {@link UpstreamSum#NONE} if it counts as no call after all
   */
  public void ended(UpstreamSum told) {
    UpstreamSum before;
    do {
      before = soFar;
    } while (!SO_FAR.compareAndSet(this, before, before.withoutSilent().plus(told)));
    do {
      before = notYetBooked;
    } while (!NOT_YET_BOOKED.compareAndSet(this, before, before.plus(told)));
  }

  /** Returns the sum of all calls, those that are under way included. */
  public UpstreamSum soFar() {
    return soFar;
  }

  /** Returns the sum of the calls that have ended since the last time. */
  public UpstreamSum takeNotYetBooked() {
    UpstreamSum taken;
    do {
      taken = notYetBooked;
    } while (!NOT_YET_BOOKED.compareAndSet(this, taken, UpstreamSum.NONE));
    return taken;
  }
}
