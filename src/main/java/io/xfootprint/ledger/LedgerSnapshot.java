// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The books at one instant: what every reader gets, so that all figures of one reading fit
 * together. All but the routes are as of the last close of a window.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param now the sums of this process since the ledger was opened
 * @param hour earlier readings, minute by minute: the first one is an hour old, or the oldest
 * @param day earlier readings by quarters of an hour: the first one is a day old, or the oldest
 * @param process what was read of the process as a whole
 * @param elsewhere what the application has cost in other processes
 */
public record LedgerSnapshot(
    LedgerReading now,
    List<LedgerReading> hour,
    List<LedgerReading> day,
    ProcessTotals process,
    OtherInstances elsewhere) {

  /** Returns what this process has cost since the start; each figure with its range once known. */
  public Statement sinceStart() {
    BigInteger gcCpuNanos = BigInteger.valueOf(Math.max(0, process.gcCpuNanos()));
    return since(LedgerReading.empty(0))
        .map(
            (category, sums) ->
                category == CostCategory.BACKGROUND
                    ? sums.with(Metric.GC_CPU_NANOS, gcCpuNanos)
                    : sums);
  }

  /**
   * Returns what this process has cost in the last hour, or since the start if that is less; it may
   * reach back for one minute and one window more.
   */
  public Statement lastHour() {
    return since(hour.get(0));
  }

  /**
   * As {@link #lastHour}, of the last 24 hours; it may reach back for a quarter of an hour more.
   */
  public Statement lastDay() {
    return since(day.get(0));
  }

  private Statement since(LedgerReading earlier) {
    return withRange(now.since(earlier));
  }

  /** Returns a statement with the range of each energy and emissions, once that is known. */
  public Statement withRange(Statement statement) {
    return process
        .method()
        .map(
            method ->
                statement.map((category, sums) -> category.within(sums, method.uncertainty())))
        .orElse(statement);
  }

  /**
   * Returns the last hour by minutes, as far back as it goes, without ranges and routes.
   *
   * @param end the instant of this snapshot
   */
  public List<PeriodStatement> minutes(Instant end) {
    return series(hour, Ledger.HOUR.toNanos(), end);
  }

  /** As {@link #minutes}, the last day by quarters of an hour. */
  public List<PeriodStatement> quarters(Instant end) {
    return series(day, Ledger.DAY.toNanos(), end);
  }

  private List<PeriodStatement> series(List<LedgerReading> earlier, long spanNanos, Instant end) {
    List<LedgerReading> readings = new ArrayList<>(earlier);
    readings.add(now);
    List<PeriodStatement> series = new ArrayList<>();
    for (int i = 1; i < readings.size(); i++) {
      LedgerReading from = readings.get(i - 1);
      LedgerReading to = readings.get(i);
      long ageNanos = now.nanoTime() - from.nanoTime();
      if (ageNanos <= spanNanos) {
        series.add(
            new PeriodStatement(
                end.minusNanos(ageNanos),
                end.minusNanos(now.nanoTime() - to.nanoTime()),
                to.linesSince(from)));
      }
    }
    return series;
  }

  /** Returns what the whole application has cost, whatever process that was in; without routes. */
  public Statement ofApplication() {
    return elsewhere.books().plus(new Statement(sinceStart().lines()));
  }
}
