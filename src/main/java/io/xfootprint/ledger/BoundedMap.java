// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map that only grows, up to a bound, for keys that each request reads and few requests add.
 *
 * <p>No thread ever waits: a thread that adds a key copies the map, and does so again if another
 * thread was faster. Safe for use by many threads.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class BoundedMap<K, V> {

  @SuppressWarnings("rawtypes") // A class literal has no type parameters.
  private static final AtomicReferenceFieldUpdater<BoundedMap, Map> ENTRIES =
      AtomicReferenceFieldUpdater.newUpdater(BoundedMap.class, Map.class, "entries");

  private final int maxSize;
  private volatile Map<K, V> entries = Map.of();

  /** Creates an empty map that takes up to this many keys. */
  public BoundedMap(int maxSize) {
    this.maxSize = maxSize;
  }

  /** Returns the value of a key; null if there is none. */
  public @Nullable V get(K key) {
    return entries.get(key);
  }

  /** Returns the value of a key, and adds one if there is none; null if the map is full. */
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

  /** Returns whether the map takes no further key. */
  public boolean isFull() {
    return entries.size() >= maxSize;
  }

  /** Returns the entries at this moment; the caller must not change them. */
  public Map<K, V> entries() {
    return entries;
  }
}
