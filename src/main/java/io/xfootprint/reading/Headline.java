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

/**
 * What fits in one line: the total and the rate. It takes no routes and no series, so a badge costs
 * three small statements of SQL.
 *
 * @param total since the application was first counted, all instances
 * @param isComplete whether the total includes the other instances
 * @param rate what the application costs now, per minute
 */
public record Headline(Statement total, boolean isComplete, CostRate rate) {

  private static final double MINUTES_PER_HOUR = 60;

  /** Returns what this process remembers; its rate is the mean of the last hour at most. */
  static Headline ofMemory(FootprintMonitor monitor, LedgerSnapshot books, Instant now) {
    Instant started = monitor.started(now).orElse(monitor.setup().started());
    Sums lastHour = books.lastHour().total();
    return new Headline(
        books.ofApplication(),
        books.elsewhere().known(),
        CostRate.of(
            lastHour.get(Metric.ENERGY_NANOJOULES).doubleValue(),
            lastHour.get(Metric.EMISSIONS_PICOGRAMS).doubleValue(),
            Math.min(
                MINUTES_PER_HOUR, Duration.between(started, now).toSeconds() / MINUTES_PER_HOUR)));
  }

  /** Returns what the store has of all instances. */
  static Headline ofStore(TotalsHistory history, Instant now) throws StoreException {
    return new Headline(history.total(), true, history.rate(now));
  }

  /** Returns the emissions per minute in whole pg CO2e. */
  public BigInteger picogramsPerMinute() {
    return BigInteger.valueOf(Math.round(rate.gramsPerMinute() * Scale.PICO));
  }

  /** Returns the same with more in the total. */
  Headline plus(Statement more) {
    return new Headline(total.plus(new Statement(more.lines())), isComplete, rate);
  }
}
