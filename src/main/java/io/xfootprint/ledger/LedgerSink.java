// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

/** Takes the books again and again, on a thread that no request waits for. */
@FunctionalInterface
public interface LedgerSink {

  /** Takes the books of a moment. */
  void accept(LedgerSnapshot books);

  /** Takes the books for the last time. */
  default void acceptLast(LedgerSnapshot books) {
    accept(books);
  }
}
