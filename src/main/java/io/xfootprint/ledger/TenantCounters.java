// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a tenant since it got its place in a {@link TenantBook}. Any thread may add, without
 * a lock. The sums are one object that is replaced, so that they can be closed and read in one
 * step.
 */
final class TenantCounters {

  private final String name;

  /** Null once they are closed. */
  private final AtomicReference<@Nullable Totals> sums = new AtomicReference<>(Totals.NONE);

  // The thread that gives places alone writes these.
  private volatile long lateWeight;
  private long knownWeight;

  TenantCounters(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Adds amounts, and returns whether the sums were still open. */
  boolean add(Totals more) {
    Totals before;
    do {
      before = sums.get();
    } while (before != null && !sums.compareAndSet(before, before.plus(more)));
    return before != null;
  }

  /** Returns the sums; nothing if they are closed. */
  Totals sums() {
    Totals open = sums.get();
    return open == null ? Totals.NONE : open;
  }

  /** Takes no more, and returns the last sums. */
  Totals close() {
    Totals last = sums.getAndSet(null);
    return last == null ? Totals.NONE : last;
  }

  /** Returns what the tenant may have weighed, at most, before it got its place. */
  long lateWeight() {
    return lateWeight;
  }

  void setLateWeight(long weight) {
    lateWeight = weight;
  }

  /** Returns what the tenant weighed when it was last looked at. It only grows. */
  long knownWeight() {
    return knownWeight;
  }

  /** Looks at the weight, and returns whether it has grown. */
  boolean hasGrown() {
    long now = Totals.saturatingSum(lateWeight, weight(sums()));
    boolean grown = now > knownWeight;
    knownWeight = now;
    return grown;
  }

  /** Returns the energy in nJ and 1 for each request, so that one of unknown energy counts too. */
  static long weight(Totals sums) {
    return Totals.saturatingSum(sums.energyNanojoules(), sums.requests());
  }
}
