// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.Map;

/**
 * The books at one instant: what every reader gets, so that all figures of one reading fit
 * together.
 *
 * @param routes the lines of the routes, in the order of their names
 * @param background what the process used beyond its requests (garbage collection, compilation,
 *     housekeeping, requests that could not be measured or had not ended) up to the last close of a
 *     window
 * @param knowsProcess whether the process's CPU time is known, and so the background
 */
public record LedgerSnapshot(Map<Route, Periods> routes, Periods background, boolean knowsProcess) {

  /** Returns the sums over all routes. */
  public Periods requests() {
    return routes.values().stream().reduce(Periods.NONE, Periods::plus);
  }

  /** Returns the sums of the whole application: all routes and the background. */
  public Periods application() {
    return requests().plus(background);
  }

  /**
   * Returns the share of the process's CPU time since the start that its requests explain, from 0
   * to 1; NaN if the process's CPU time is not known or there was none.
   */
  public double coverage() {
    long ofRequests = requests().sinceStart().cpuNanos();
    long ofProcess = ofRequests + background.sinceStart().cpuNanos();
    return knowsProcess && ofProcess > 0 ? (double) ofRequests / ofProcess : Double.NaN;
  }
}
