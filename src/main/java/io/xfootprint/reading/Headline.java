// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.Statement;
import io.xfootprint.store.CostRate;

/**
 * What is told in one line.
 *
 * @param total since the application was first counted, all instances
 * @param isComplete whether others are in the total
 * @param rate what it costs now
 */
public record Headline(Statement total, boolean isComplete, CostRate rate) {

  /** Returns the same with more in the total. */
  Headline plus(Statement more) {
    return new Headline(total.plus(new Statement(more.lines())), isComplete, rate);
  }
}
