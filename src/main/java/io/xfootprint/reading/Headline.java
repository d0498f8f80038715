// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.store.CostRate;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.TotalsHistory;
import io.xfootprint.units.Scale;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What fits in one line: the total and the rate. It takes no routes and no series, so a badge costs
 * four small statements of SQL.
 *
 * @param total since the application was first counted, all instances
 * @param isComplete whether the total includes the other instances
 * @param rate what the application costs now, per minute; empty in the first minute
 */
public record Headline(Statement total, boolean isComplete, Optional<CostRate> rate) {

  private static final double MINUTES_PER_HOUR = 60;

  /** Returns what this process remembers; its rate is the mean of the last hour at most. */
  static Headline ofMemory(FootprintMonitor monitor, LedgerSnapshot books, Instant now) {
    Optional<Instant> firstCounted = monitor.started(now);
    Instant started = firstCounted.orElse(monitor.setup().started());
    Sums lastHour = books.lastHour().full();
    CostRate rate =
        CostRate.of(
            lastHour.get(Metric.ENERGY_NANOJOULES).doubleValue(),
            lastHour.get(Metric.EMISSIONS_PICOGRAMS).doubleValue(),
            Math.min(
                MINUTES_PER_HOUR, Duration.between(started, now).toSeconds() / MINUTES_PER_HOUR));
    return new Headline(
        books.ofApplication(),
        books.elsewhere().known(),
        knowsRate(firstCounted, now) ? Optional.of(rate) : Optional.empty());
  }

  /** Returns what the store has of all instances. */
  static Headline ofStore(TotalsHistory history, Instant now) throws StoreException {
    return new Headline(
        history.total(),
        true,
        knowsRate(history.firstCounted(), now) ? Optional.of(history.rate(now)) : Optional.empty());
  }

  /**
   * A rate divides by a minute at least, and so it would be too low in the first one: 8 mg after 19
   * s, of an idle machine whose rate is 40 mg.
   */
  private static boolean knowsRate(Optional<Instant> firstCounted, Instant now) {
    return firstCounted.map(first -> Duration.between(first, now).toMinutes() > 0).orElse(true);
  }

  /** Returns the emissions per minute in whole pg CO2e; empty in the first minute. */
  public Optional<BigInteger> picogramsPerMinute() {
    return rate.map(known -> BigInteger.valueOf(Math.round(known.gramsPerMinute() * Scale.PICO)));
  }

  /** Returns the same with more in the total. */
  Headline plus(Statement more) {
    return new Headline(total.plus(new Statement(more.lines())), isComplete, rate);
  }
}
