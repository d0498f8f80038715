// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map that only grows, up to a bound, for keys that are read with each request and added seldom.
 *
 * <p>Nobody ever waits: who adds copies the map, and does so again if another one was faster. Safe
 * for use by many threads.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class BoundedMap<K, V> {

  @SuppressWarnings("rawtypes") // As classes have no type parameters.
  private static final AtomicReferenceFieldUpdater<BoundedMap, Map> ENTRIES =
      AtomicReferenceFieldUpdater.newUpdater(BoundedMap.class, Map.class, "entries");

  private final int maxSize;
  private volatile Map<K, V> entries = Map.of();

  /** Creates an empty map that takes this many keys. */
  public BoundedMap(int maxSize) {
    this.maxSize = maxSize;
  }

  /** Returns the value of a key; null if there is none. */
  public @Nullable V get(K key) {
    return entries.get(key);
  }

  /** Returns the value of a key, a new one if it has none; null if there is no room for it. */
  public @Nullable V getOrAdd(K key, Supplier<V> newValue) {
    V added = null;
    while (true) {
      Map<K, V> before = entries;
      V known = before.get(key);
      if (known != null || before.size() >= maxSize) {
        return known;
      }
      added = added == null ? newValue.get() : added;
      Map<K, V> after = new HashMap<>(before);
      after.put(key, added);
      if (ENTRIES.compareAndSet(this, before, after)) {
        return added;
      }
    }
  }

  /** Tells whether no further key is taken. */
  public boolean isFull() {
    return entries.size() >= maxSize;
  }

  /** Returns the map as it is now, not to be changed. */
  public Map<K, V> entries() {
    return entries;
  }
}
