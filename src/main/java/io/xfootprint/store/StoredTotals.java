// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

/**
 * The totals that an application keeps in its store, for its own code to read.
 *
 * <pre>{@code
 * StoredTotals totals = (StoredTotals) servletContext.getAttribute(StoredTotals.ATTRIBUTE);
 * try (TotalsHistory history = totals.history()) {
 *   history.by(Granularity.DAY, from, to).forEach((day, statement) -> ...);
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public interface StoredTotals {

  /**
   * Name of the attribute of the servlet context. It is not set while the filter does not run, and
   * where no {@code store} is set.
   */
  String ATTRIBUTE = "io.xfootprint.store.StoredTotals";

  /** Returns a history with a connection of its own, which the caller must close. */
  TotalsHistory history();
}
