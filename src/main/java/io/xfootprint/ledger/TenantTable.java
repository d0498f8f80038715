// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tenants that have a place, by their names: a hash table of chains. One thread at a time adds
 * and removes, any thread looks, and none ever waits; maps of the JDK for many threads lock a chain
 * to change it, or compare ten names to find one.
 */
final class TenantTable {

  private final AtomicReferenceArray<@Nullable TenantCounters> chains;

  private int size;

  /** Creates an empty table for about this many tenants. */
  TenantTable(int places) {
    chains = new AtomicReferenceArray<>(4 * Integer.highestOneBit(places));
  }

  /** Returns the number of tenants, to the thread that adds. */
  int size() {
    return size;
  }

  /** Returns a tenant; null if it has no place. */
  @Nullable TenantCounters get(String name) {
    TenantCounters each = chains.get(chain(name));
    while (each != null && !each.name().equals(name)) {
      each = each.next();
    }
    return each;
  }

  private int chain(String name) {
    // Clients can choose names of one hash, but no more of them than there are places.
    int hash = name.hashCode();
    return (hash ^ (hash >>> 16)) & (chains.length() - 1);
  }

  /** Adds a tenant that has no place. */
  void add(TenantCounters tenant) {
    int chain = chain(tenant.name());
    tenant.placeBefore(chains.get(chain), chain);
    chains.set(chain, tenant);
    size++;
  }

  /** Removes a tenant that has a place. Who is just looking at it finds those behind it still. */
  void remove(TenantCounters tenant) {
    int chain = tenant.chain();
    TenantCounters before = chains.get(chain);
    if (before == tenant) {
      chains.set(chain, tenant.next());
    } else {
      while (before != null && before.next() != tenant) {
        before = before.next();
      }
      if (before != null) {
        before.placeBefore(tenant.next(), chain);
      }
    }
    size--;
  }

  /** Hands over each tenant; one that is added or removed meanwhile may be missed. */
  void forEach(Consumer<TenantCounters> taker) {
    for (int i = 0; i < chains.length(); i++) {
      for (TenantCounters each = chains.get(i); each != null; each = each.next()) {
        taker.accept(each);
      }
    }
  }
}
