// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The books at one instant: what every reader gets, so that all figures of one reading fit
 * together. All but the routes are as of the last close of a window.
 *
 * @param routes the lines of the routes, in the order of their names
 * @param background what the process used beyond its requests: compilation, housekeeping, its own
 *     part of garbage collection, requests that could not be measured or had not ended
 * @param idle the process's share of the machine's idle power
 * @param memory the power of memory beyond what the machine's idle power holds
 * @param embodied its share of the making of the machine, emissions only
 * @param process what was read of the process as a whole
 */
public record LedgerSnapshot(
    Map<Route, Periods> routes,
    Periods background,
    Periods idle,
    Periods memory,
    Periods embodied,
    ProcessTotals process) {

  /** Returns the sums over all routes. */
  public Periods requests() {
    return routes.values().stream().reduce(Periods.NONE, Periods::plus);
  }

  /**
   * Returns the sums of the whole application: all routes, background, idle power and memory.
   * Embodied emissions are not in.
   */
  public Periods application() {
    return requests().plus(background).plus(idle).plus(memory);
  }

  /** Returns whether the process's CPU time is known, and so the background. */
  public boolean knowsProcess() {
    return process.isKnown();
  }

  /**
   * Returns the share of the process's CPU time since the start that its requests explain, with
   * their share of garbage collection, from 0 to 1; NaN if the process's CPU time is not known or
   * there was none.
   */
  public double coverage() {
    Totals ofRequests = requests().sinceStart();
    Totals all = ofRequests.plus(background.sinceStart());
    if (!knowsProcess() || all.cpuNanos() == 0) {
      return Double.NaN;
    }
    boolean knowsBytes = process.active().allocatedBytes() > 0;
    double gcShare = knowsBytes ? (double) ofRequests.allocatedBytes() / all.allocatedBytes() : 0;
    double explained = ofRequests.cpuNanos() + Math.max(0, process.gcCpuNanos()) * gcShare;
    return Math.min(1, explained / all.cpuNanos());
  }

  /** Returns the range of the application's cost since the start; empty before the first window. */
  public Optional<CostRange> range() {
    return process
        .method()
        .map(
            method ->
                CostRange.of(
                    method.uncertainty(),
                    requests().plus(background).sinceStart(),
                    idle.plus(memory).sinceStart()));
  }

  /** Returns the range of what a route cost since the start; empty before the first window. */
  public Optional<CostRange> range(Periods route) {
    return process
        .method()
        .map(method -> CostRange.of(method.uncertainty(), route.sinceStart(), Totals.NONE));
  }

  /**
   * Returns what tells full costs: with a share of what belongs to time and to no request.
   *
   * @param period such as {@link Periods#lastDay}
   */
  public FullCosts full(Function<Periods, Totals> period) {
    return new FullCosts(
        period.apply(requests()).plus(period.apply(background)).cpuNanos(),
        period.apply(idle).plus(period.apply(memory)).plus(period.apply(embodied)));
  }
}
