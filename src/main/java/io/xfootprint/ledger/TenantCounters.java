// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The sums of a tenant since it got its place in a {@link TenantBook}. Any thread may add, without
 * a lock, until the place is given to another tenant.
 */
final class TenantCounters {

  private final String name;
  private final RequestSums sums = new RequestSums();

  // The thread that gives places alone writes these.
  private volatile @Nullable TenantCounters next;
  private volatile long lateWeight;
  private int chain;
  private long knownWeight;

  TenantCounters(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  RequestSums sums() {
    return sums;
  }

  /** Returns the next one in its chain of a {@link TenantTable}; null at the end. */
  @Nullable TenantCounters next() {
    return next;
  }

  /** Returns the number of that chain. */
  int chain() {
    return chain;
  }

  void placeBefore(@Nullable TenantCounters behind, int inChain) {
    next = behind;
    chain = inChain;
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
    long now = Totals.saturatingSum(lateWeight, sums.weight());
    boolean grown = now > knownWeight;
    knownWeight = now;
    return grown;
  }

  /** Returns the energy in nJ and 1 for each request, so that one of unknown energy counts too. */
  static long weight(Totals sums) {
    return Totals.saturatingSum(sums.energyNanojoules(), sums.requests());
  }
}
