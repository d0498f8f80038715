// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Statement;

/**
 * Turns the books into sums that never decrease. The background decreases when a request ends, as
 * what the request had used moves to its route; without this the row of an hour could be negative.
 *
 * <p>What is gained between two updates gets the range that holds then. For use by one thread.
 */
final class MonotonicTotals {

  private Statement sums = Statement.NONE;

  /** Adds what the books have gained, and returns the sums; changes nothing if it throws. */
  Statement update(LedgerSnapshot books) {
    Statement next = sums.plus(books.gainedBeyond(sums));
    sums = next;
    return next;
  }

  /** Returns the sums as of the last update. */
  Statement sums() {
    return sums;
  }
}
