// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.settings.StoreSettings;
import io.xfootprint.store.TotalsStore;
import java.time.Duration;
import java.util.Optional;

/**
 * How well an instance measures, and what that costs. Immutable.
 *
 * @param storeInterval time between two writes to the store; empty if there is none
 * @param sinceLastWrite time since the last one of this instance; empty if there was none
 * @param routes number of routes that have counters of their own
 * @param maxRoutes number of routes that can have them
 * @param requests number of requests since the start of this instance
 * @param unmeasured number of those whose CPU time is not known
 * @param estimated number of those with figures that are estimates
 * @param coverage part of the CPU time that requests explain, from 0 to 1; NaN if not known
 * @param readingNanos time in ns that the readings of one request take
 * @param readingShare that of all requests, as a part of the CPU time of this process; NaN if that
 *     is not known
 */
public record Health(
    Optional<Duration> storeInterval,
    Optional<Duration> sinceLastWrite,
    int routes,
    int maxRoutes,
    long requests,
    long unmeasured,
    long estimated,
    double coverage,
    double readingNanos,
    double readingShare) {

  /**
   * Looks at this instance.
   *
   * @param readingNanos time in ns that the readings of one request take
   */
  static Health of(
      FootprintMonitor monitor,
      Optional<TotalsStore> store,
      LedgerSnapshot books,
      double readingNanos) {
    Statement sums = books.sums();
    Sums ofRequests = sums.line(CostCategory.REQUESTS);
    Sums all = ofRequests.plus(sums.line(CostCategory.BACKGROUND));
    double cpuNanos = all.get(Metric.CPU_NANOS).doubleValue();
    long requests = ofRequests.get(Metric.REQUESTS).longValue();
    return new Health(
        monitor.setup().settings().store().map(StoreSettings::interval),
        store.flatMap(kept -> kept.sinceLastWrite()),
        monitor.ledger().routes(),
        monitor.setup().settings().routes().max(),
        requests,
        ofRequests.get(Metric.WITHOUT_CPU).longValue(),
        ofRequests.get(Metric.ESTIMATED).longValue(),
        sums.coverage(),
        readingNanos,
        sums.knows(CostCategory.BACKGROUND) && cpuNanos > 0
            ? requests * readingNanos / cpuNanos
            : Double.NaN);
  }
}
