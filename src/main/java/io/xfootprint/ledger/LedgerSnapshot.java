// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.upstream.UpstreamSum;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The books at one instant. Every reader takes them, so that all figures of one reading fit
 * together. Routes are up to date; everything else is from the last close of a window.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param now the sums of this process since its start
 * @param hour a reading for each minute: the first one is an hour old, or the oldest
 * @param day a reading for each quarter of an hour: the first one is a day old, or the oldest
 * @param process what was read for the process as a whole
 * @param elsewhere what the application has cost in other processes
 * @param upstream what calls of each route have cost in other services, by its label; in no other
 *     figure
 * @param tenants what the tenants of this process have cost, the current month first; never empty
 */
public record LedgerSnapshot(
    LedgerReading now,
    List<LedgerReading> hour,
    List<LedgerReading> day,
    ProcessTotals process,
    OtherInstances elsewhere,
    Map<String, UpstreamSum> upstream,
    List<TenantReading> tenants) {

  private static final long SECOND_NANOS = 1_000_000_000;
  private static final long MINUTE_NANOS = 60 * SECOND_NANOS;

  /** Returns what this process has cost since its start, with ranges once they are known. */
  public Statement sinceStart() {
    return withRange(sums());
  }

  /** Returns what this process has cost since its start, without ranges, which cost half of it. */
  public Statement sums() {
    BigInteger gcCpuNanos = BigInteger.valueOf(Math.max(0, process.gcCpuNanos()));
    return now.since(LedgerReading.empty(0))
        .map(
            (category, sums) ->
                category == CostCategory.BACKGROUND
                    ? sums.with(Metric.GC_CPU_NANOS, gcCpuNanos)
                    : sums);
  }

  /**
   * Returns what this process has cost in the last hour, or since its start if that is later. It
   * may reach back one minute and one window more.
   */
  public Statement lastHour() {
    return since(hour.get(0));
  }

  /** Returns the cost of the last 24 hours; it may reach back a quarter of an hour more. */
  public Statement lastDay() {
    return since(day.get(0));
  }

  /**
   * Returns the mean power at the wall of the server in W, over the last minute or since the start
   * of the process if that is later. It may reach back one minute and one window more. NaN in the
   * first second, and if the cost of the whole process is not known.
   */
  public double watts() {
    LedgerReading earlier = hour.get(0);
    for (LedgerReading kept : hour) {
      if (now.nanoTime() - kept.nanoTime() >= MINUTE_NANOS) {
        earlier = kept;
      }
    }
    long nanos = now.nanoTime() - earlier.nanoTime();
    Statement gained = now.linesSince(earlier);
    return gained.knowsFull() && nanos >= SECOND_NANOS
        ? gained.full().get(Metric.ENERGY_NANOJOULES).doubleValue() / nanos
        : Double.NaN;
  }

  private Statement since(LedgerReading earlier) {
    return withRange(now.since(earlier));
  }

  /**
   * Returns what this process has gained beyond earlier sums since its start, which is never less
   * than 0, with the ranges of now. Ranges of sums since the start would be rounded otherwise than
   * those of the earlier sums.
   */
  public Statement gainedBeyond(Statement earlier) {
    return withRange(sinceStart().beyond(earlier));
  }

  /** Returns a statement with the range of each energy and emissions, once that is known. */
  private Statement withRange(Statement statement) {
    return process
        .method()
        .map(
            method ->
                statement.map((category, sums) -> category.within(sums, method.uncertainty())))
        .orElse(statement);
  }

  /**
   * Returns what all requests of this process have cost in the month of a reading, by tenant.
   *
   * @param place of the reading in {@link #tenants}
   */
  public Statement requestsByTenant(int place) {
    TenantReading reading = tenants.get(place);
    Totals end = place == 0 ? now.line(CostCategory.REQUESTS) : tenants.get(place - 1).before();
    return new Statement(Map.of(CostCategory.REQUESTS, Sums.of(end.since(reading.before()))))
        .byTenant(reading.sums());
  }

  /**
   * Returns the minutes of the last hour, or those since the start, without ranges and routes.
   *
   * @param end the instant of this snapshot
   */
  public List<PeriodStatement> minutes(Instant end) {
    return minutes(end, LedgerReading::linesSince);
  }

  /** Returns the quarters of an hour of the last day, in the same way. */
  public List<PeriodStatement> quarters(Instant end) {
    return quarters(end, LedgerReading::linesSince);
  }

  /** Returns the minutes of a route: statements of its requests alone. */
  public List<PeriodStatement> minutesOf(String label, Instant end) {
    return minutes(end, (to, from) -> to.routeSince(label, from));
  }

  /** Returns the quarters of an hour of a route, in the same way. */
  public List<PeriodStatement> quartersOf(String label, Instant end) {
    return quarters(end, (to, from) -> to.routeSince(label, from));
  }

  private List<PeriodStatement> minutes(
      Instant end, BiFunction<LedgerReading, LedgerReading, Statement> gain) {
    return series(hour, Ledger.HOUR.toNanos(), end, gain);
  }

  private List<PeriodStatement> quarters(
      Instant end, BiFunction<LedgerReading, LedgerReading, Statement> gain) {
    return series(day, Ledger.DAY.toNanos(), end, gain);
  }

  private List<PeriodStatement> series(
      List<LedgerReading> earlier,
      long periodNanos,
      Instant end,
      BiFunction<LedgerReading, LedgerReading, Statement> gain) {
    List<LedgerReading> readings = new ArrayList<>(earlier);
    readings.add(now);
    List<PeriodStatement> series = new ArrayList<>();
    for (int i = 1; i < readings.size(); i++) {
      LedgerReading from = readings.get(i - 1);
      LedgerReading to = readings.get(i);
      long ageNanos = now.nanoTime() - from.nanoTime();
      if (ageNanos <= periodNanos) {
        series.add(
            new PeriodStatement(
                end.minusNanos(ageNanos),
                end.minusNanos(now.nanoTime() - to.nanoTime()),
                gain.apply(to, from)));
      }
    }
    return series;
  }

  /** Returns what the whole application has cost, in all processes; without routes. */
  public Statement ofApplication() {
    return elsewhere.books().plus(new Statement(sinceStart().lines()));
  }
}
