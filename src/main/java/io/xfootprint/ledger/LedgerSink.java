// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

/** Gets the books again and again, on a thread that no request waits for. */
@FunctionalInterface
public interface LedgerSink {

  /** Takes the books as they are. */
  void accept(LedgerSnapshot books);

  /** Takes the books for the last time. */
  default void acceptLast(LedgerSnapshot books) {
    accept(books);
  }
}
