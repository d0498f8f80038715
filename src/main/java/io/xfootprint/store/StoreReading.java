// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Statement;

/**
 * An answer of a store, and what it holds of this process; the rest is still in memory.
 *
 * @param value the answer
 * @param stored what this process had stored by then
 */
public record StoreReading<T>(T value, Statement stored) {

  /** A question to a store. */
  @FunctionalInterface
  public interface Question<T> {

    /** Returns the answer. */
    T ask(TotalsHistory history) throws StoreException;
  }
}
