// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Statement;

/**
 * What was read of a store, and what of this process is in it: the rest is still in its memory.
 *
 * @param value what was read
 * @param stored what this process had stored by then
 */
public record StoreReading<T>(T value, Statement stored) {

  /** Asks a store for something. */
  @FunctionalInterface
  public interface Question<T> {

    /** Returns the answer. */
    T ask(TotalsHistory history) throws StoreException;
  }
}
