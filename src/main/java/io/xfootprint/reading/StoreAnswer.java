// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.store.StoreException;
import io.xfootprint.store.StoreReading;
import io.xfootprint.store.TotalsStore;
import java.util.Optional;

/**
 * What the store says, or why it says nothing.
 *
 * <p>To link this class the JVM loads {@code java.sql}, which an application without a store need
 * not have. So only what runs where there is a store may name its methods: a method reference would
 * link it before.
 */
record StoreAnswer<T>(Optional<StoreReading<T>> reading, Optional<String> fault) {

  static <T> StoreAnswer<T> of(TotalsStore store, StoreReading.Question<T> question) {
    try {
      return new StoreAnswer<>(Optional.of(store.read(question)), Optional.empty());
    } catch (StoreException e) {
      return new StoreAnswer<>(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }
}
