// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

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
 * queue, and a thread that finds nobody at work gives places to two in it. The queue has a bound.
 */
final class TenantBook {

  /** So that no request works for many others; the next reading places all. */
  private static final int PLACED_BY_A_REQUEST = 2;

  /** Further newcomers count with the rest, which is an error for all. */
  private static final int MOST_WAITING = 1_000;

  /** Tenants that are looked at for one that gives up its place: as many as threads may add to. */
  private static final int MOST_TRIES = 16;

  /** Of few places so few that none of the dearest is among them. */
  private static final int PLACES_PER_TRY = 64;

  private volatile YearMonth month;
  private final int places;
  private final int tries;

  /** What all requests had cost when the book began. */
  private final Totals before;

  private final TenantTable tenants;
  private final Queue<TenantCounters> newcomers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final TenantCounters rest = new TenantCounters("");
  private final AtomicBoolean placing = new AtomicBoolean();

  /** The least known weight first. For use by the thread that gives places. */
  private final PriorityQueue<TenantCounters> byWeight =
      new PriorityQueue<>(Comparator.comparingLong(TenantCounters::knownWeight));

  /** The largest weight of a tenant that has lost its place. */
  private volatile long floor;

  // For the thread that reads.
  private @Nullable TenantReading last;
  private boolean isLast;

  TenantBook(YearMonth month, int places, Totals before) {
    this.month = month;
    this.places = places;
    tries = Math.min(MOST_TRIES, 1 + places / PLACES_PER_TRY);
    tenants = new TenantTable(places);
    this.before = before;
  }

  YearMonth month() {
    return month;
  }

  /** Corrects the month, which was not known before the clock was set. */
  void setMonth(YearMonth known) {
    month = known;
  }

  /**
   * Returns the counters of a tenant, which may be closed before the caller adds to them. Then it
   * asks again.
   */
  TenantCounters counters(String name) {
    TenantCounters known = tenants.get(name);
    if (known != null) {
      return known;
    }
    if (waiting.get() >= MOST_WAITING) {
      place(PLACED_BY_A_REQUEST);
      return rest;
    }
    TenantCounters added = new TenantCounters(name);
    waiting.incrementAndGet();
    newcomers.add(added);
    place(PLACED_BY_A_REQUEST);
    return added;
  }

  /** Gives places to some newcomers, unless another thread is at it. */
  private void place(int most) {
    if (placing.compareAndSet(false, true)) {
      try {
        placeNext(most);
      } finally {
        placing.set(false);
      }
    }
  }

  /** Gives places to some newcomers; those that must wait are the last ones then. */
  private void placeNext(int most) {
    for (int i = 0; i < most; i++) {
      TenantCounters next = newcomers.poll();
      if (next == null) {
        return;
      }
      waiting.decrementAndGet();
      if (!isPlaced(next)) {
        waiting.incrementAndGet();
        newcomers.add(next);
      }
    }
  }

  /**
   * Gives a newcomer a place; returns whether no other thread was just adding where it must not.
   */
  private boolean isPlaced(TenantCounters newcomer) {
    TenantCounters known = tenants.get(newcomer.name());
    if (known != null) {
      Totals sums = newcomer.sums().close();
      // This thread alone closes counters that have a place, so these are open.
      return sums != null && known.sums().add(sums);
    }
    if (tenants.size() >= places && !makesRoom()) {
      return false;
    }
    newcomer.setLateWeight(floor);
    hold(newcomer);
    return true;
  }

  private void hold(TenantCounters tenant) {
    boolean unused = tenant.hasGrown();
    byWeight.add(tenant);
    tenants.add(tenant);
  }

  /** Takes the place of the tenant with the least weight to which no thread is just adding. */
  private boolean makesRoom() {
    List<TenantCounters> busy = new ArrayList<>(0);
    try {
      for (int i = 0; i < tries && !byWeight.isEmpty(); i++) {
        TenantCounters least = least();
        // First, so that threads which find it closed do not find it again.
        tenants.remove(least);
        Totals last = least.sums().close();
        if (last == null) {
          busy.add(least);
          continue;
        }
        long weight = Totals.saturatingSum(least.lateWeight(), TenantCounters.weight(last));
        if (weight <= least.knownWeight()) {
          floor = Math.max(floor, weight);
          return true;
        }
        // A thread was faster, and it may be the least no more.
        busy.add(again(least, last));
      }
      return false;
    } finally {
      busy.forEach(this::hold);
    }
  }

  private static TenantCounters again(TenantCounters closed, Totals sums) {
    TenantCounters again = new TenantCounters(closed.name());
    again.setLateWeight(closed.lateWeight());
    boolean unused = again.sums().add(sums);
    return again;
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

  /**
   * Returns what the tenants have cost. Who reads routes too reads them afterwards.
   *
   * @param isCurrent whether requests are added; else it is read until nothing changes any more, as
   *     some may be just adding
   */
  TenantReading read(boolean isCurrent) {
    TenantReading earlier = last;
    if (!isCurrent && isLast && earlier != null) {
      return earlier;
    }
    TenantReading now = read();
    isLast = !isCurrent && earlier != null && now.isSame(earlier);
    last = now;
    return now;
  }

  /** Waits for the thread that gives places, as this is no request, and no place is empty then. */
  @SuppressWarnings("ThreadPriorityCheck")
  private TenantReading read() {
    while (!placing.compareAndSet(false, true)) {
      Thread.yield();
    }
    try {
      placeNext(waiting.get());
      long missed = TenantCounters.weight(rest.sums().read());
      Map<String, TenantReading.Cost> costs = new TreeMap<>();
      tenants.forEach(
          counters -> {
            Totals sums = counters.sums().read();
            if (TenantCounters.weight(sums) > 0) {
              costs.put(counters.name(), new TenantReading.Cost(sums, counters.lateWeight()));
            }
          });
      return new TenantReading(month, before, costs, Totals.saturatingSum(floor, missed), missed);
    } finally {
      placing.set(false);
    }
  }
}
