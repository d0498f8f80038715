// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.time.YearMonth;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The tenants of a month that took the most energy, in a bounded number of places.
 *
 * <p>It is the algorithm Space-Saving (Metwally, Agrawal, El Abbadi, 2005), weighted by energy. A
 * tenant without a place gets that of the one with the least weight, and begins at 0. What it may
 * have taken before is at most what the other one had, and is kept as its error. So with n places
 * each tenant that took more than 1/n of the energy has one, and no error is larger than that.
 *
 * <p>What a tenant had that lost its place is in the sums of the routes, and is shown as {@code
 * (other)}.
 *
 * <p>Any thread may ask for counters, without a lock or a wait: one that has no place goes into a
 * queue, and the threads that find nobody at work give places to all in it.
 */
final class TenantBook {

  private volatile YearMonth month;
  private final int places;

  /** What all requests had cost when the book began. */
  private final Totals before;

  private final Map<String, TenantCounters> tenants = new ConcurrentHashMap<>();
  private final Queue<TenantCounters> newcomers = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean placing = new AtomicBoolean();

  /** The least known weight first. For use by the thread that gives places. */
  private final PriorityQueue<TenantCounters> byWeight =
      new PriorityQueue<>(Comparator.comparingLong(TenantCounters::knownWeight));

  /** The largest weight of a tenant that has lost its place. */
  private volatile long floor;

  TenantBook(YearMonth month, int places, Totals before) {
    this.month = month;
    this.places = places;
    this.before = before;
  }

  YearMonth month() {
    return month;
  }

  /** Corrects the month, which was not known before the clock was set. */
  void setMonth(YearMonth known) {
    month = known;
  }

  /** Returns the counters of a tenant, which may be closed before the caller adds to them. */
  TenantCounters counters(String name) {
    TenantCounters known = tenants.get(name);
    if (known != null) {
      return known;
    }
    TenantCounters added = new TenantCounters(name);
    newcomers.add(added);
    // Asked again afterwards: a newcomer may come after the last look of the thread at work.
    while (!newcomers.isEmpty() && placing.compareAndSet(false, true)) {
      try {
        placeAll();
      } finally {
        placing.set(false);
      }
    }
    return added;
  }

  private void placeAll() {
    for (TenantCounters next = newcomers.poll(); next != null; next = newcomers.poll()) {
      place(next);
    }
  }

  private void place(TenantCounters newcomer) {
    TenantCounters known = tenants.get(newcomer.name());
    if (known != null) {
      // Only this thread closes counters that have a place, so these are open.
      known.add(newcomer.close());
      return;
    }
    if (tenants.size() >= places) {
      TenantCounters least = least();
      tenants.remove(least.name(), least);
      Totals last = least.close();
      floor =
          Math.max(floor, Totals.saturatingSum(least.lateWeight(), TenantCounters.weight(last)));
      newcomer.setLateWeight(floor);
    }
    newcomer.hasGrown();
    byWeight.add(newcomer);
    tenants.put(newcomer.name(), newcomer);
  }

  /** Takes out the tenant with the least weight. Weights grow without notice, so it looks again. */
  private TenantCounters least() {
    TenantCounters least = byWeight.remove();
    while (least.hasGrown()) {
      byWeight.add(least);
      least = byWeight.remove();
    }
    return least;
  }

  /** Returns what the tenants have cost. Who reads routes too reads them afterwards. */
  TenantReading read() {
    Map<String, TenantReading.Cost> costs = new TreeMap<>();
    tenants.forEach((name, counters) -> add(costs, name, counters));
    return new TenantReading(month, before, costs, floor);
  }

  private static void add(
      Map<String, TenantReading.Cost> costs, String name, TenantCounters counters) {
    Totals sums = counters.sums();
    if (TenantCounters.weight(sums) > 0) {
      costs.put(name, new TenantReading.Cost(sums, counters.lateWeight()));
    }
  }
}
