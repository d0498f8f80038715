// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

/**
 * The same sums over several periods that all end now.
 *
 * <p>A rolling period reaches back to the last close of a window before its span began: it is at
 * least as long as its name says, and longer by at most one step (10 s, 1 min, 15 min) and one
 * window, or as old as the ledger.
 *
 * @param sinceStart since the ledger was opened
 * @param lastMinute the last minute
 * @param lastHour the last hour
 * @param lastDay the last 24 hours
 */
public record Periods(Totals sinceStart, Totals lastMinute, Totals lastHour, Totals lastDay) {

  /** Nothing in any period. */
  public static final Periods NONE =
      new Periods(Totals.NONE, Totals.NONE, Totals.NONE, Totals.NONE);

  /** Returns the sums of both, period by period. */
  public Periods plus(Periods other) {
    return new Periods(
        sinceStart.plus(other.sinceStart),
        lastMinute.plus(other.lastMinute),
        lastHour.plus(other.lastHour),
        lastDay.plus(other.lastDay));
  }
}
