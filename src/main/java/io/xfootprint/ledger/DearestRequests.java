// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The {@value #MOST} requests of the last hour that took the most energy. It keeps as many of each
 * minute, so that those of the hour are exact.
 *
 * <p>Any thread may offer requests, without a lock. Most of them cost less than the least of those
 * that are kept, which one comparison tells. One thread at a time may call {@link #nextMinute}.
 */
public final class DearestRequests {

  static final int MOST = 20;

  private static final int MINUTES = 60;
  private static final long SECONDS_PER_MINUTE = 60;

  private final boolean isOn;
  private final InstantSource clock;
  private volatile Minute current;

  /** Minutes that are over, the oldest first. */
  private final Deque<Minute> earlier = new ArrayDeque<>();

  /** What is kept of a request. The key is the request itself, whose cost may grow. */
  private record Kept(Object key, DearRequest request) {

    /** Returns this with the time of the first part of the request, if that is what was kept. */
    Kept since(@Nullable Kept before) {
      return before == null || before.key != key
          ? this
          : new Kept(key, new DearRequest(before.request.at(), request.route(), request.cost()));
    }

    static long energy(@Nullable Kept kept) {
      return kept == null ? 0 : kept.request.cost().energyNanojoules();
    }
  }

  private static final class Minute {

    private final long begin;
    private final AtomicReferenceArray<@Nullable Kept> dearest = new AtomicReferenceArray<>(MOST);

    /** The least energy of those that are kept, in nJ; 0 as long as there is room. */
    private volatile long least;

    Minute(long begin) {
      this.begin = begin;
    }

    /** Keeps a request in the place of itself, or of the least one, if it is dearer than that. */
    void offer(Kept offered) {
      while (true) {
        int place = place(offered.key());
        Kept there = dearest.get(place);
        if (Kept.energy(there) >= Kept.energy(offered)) {
          return;
        }
        if (dearest.compareAndSet(place, there, offered.since(there))) {
          least = leastSeen();
          return;
        }
      }
    }

    /** Returns the least energy, or less while others are offered: those kept only grow. */
    private long leastSeen() {
      long seen = Long.MAX_VALUE;
      for (int i = 0; i < MOST; i++) {
        seen = Math.min(seen, Kept.energy(dearest.get(i)));
      }
      return seen;
    }

    /** Returns the place of a request that is kept, else that of the least one. */
    private int place(Object key) {
      int least = 0;
      for (int i = 0; i < MOST; i++) {
        Kept kept = dearest.get(i);
        if (kept != null && kept.key() == key) {
          return i;
        }
        if (Kept.energy(kept) < Kept.energy(dearest.get(least))) {
          least = i;
        }
      }
      return least;
    }

    void addTo(IdentityHashMap<Object, DearRequest> requests) {
      for (int i = 0; i < MOST; i++) {
        Kept kept = dearest.get(i);
        if (kept != null) {
          requests.put(kept.key(), kept.request());
        }
      }
    }
  }

  /**
   * Creates a list that is empty.
   *
   * @param isOn whether it keeps any
   * @param clock the calendar
   */
  public DearestRequests(boolean isOn, InstantSource clock) {
    this.isOn = isOn;
    this.clock = clock;
    current = new Minute(minute());
  }

  private long minute() {
    return clock.instant().getEpochSecond() / SECONDS_PER_MINUTE;
  }

  /**
   * Offers a request, or one that was offered before and has cost more since.
   *
   * @param key an object of this request alone
   * @param route the label of its route
   */
  public void offer(Object key, String route, Footprint cost) {
    if (isOn && cost.energyNanojoules() > current.least) {
      current.offer(new Kept(key, new DearRequest(clock.instant(), route, cost)));
    }
  }

  /** Begins a minute, if the current one is over. */
  synchronized void nextMinute() {
    long minute = minute();
    if (isOn && minute != current.begin) {
      earlier.addLast(current);
      current = new Minute(minute);
      while (!earlier.isEmpty()
          && (earlier.size() > MINUTES || minute - earlier.getFirst().begin >= MINUTES)) {
        earlier.removeFirst();
      }
    }
  }

  /** Returns the requests, the dearest first. */
  public synchronized List<DearRequest> requests() {
    // Later minutes last: a request that went on is in each of them, with what it had cost by then.
    IdentityHashMap<Object, DearRequest> all = new IdentityHashMap<>();
    earlier.forEach(minute -> minute.addTo(all));
    current.addTo(all);
    return all.values().stream()
        .sorted(
            Comparator.comparing((DearRequest each) -> each.cost().energyNanojoules()).reversed())
        .limit(MOST)
        .toList();
  }
}
