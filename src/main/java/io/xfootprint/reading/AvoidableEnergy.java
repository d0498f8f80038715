// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.ledger.Avoidable;
import io.xfootprint.ledger.AvoidableCost;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import java.util.Comparator;
import java.util.List;

/**
 * What requests to this instance have cost for nothing since its start. Immutable.
 *
 * @param costs by reason and route, the most energy first
 * @param ofRequests energy of all requests in nJ
 */
public record AvoidableEnergy(List<AvoidableCost> costs, double ofRequests) {

  /** Copies the list. */
  public AvoidableEnergy {
    costs = List.copyOf(costs);
  }

  /** Reads what was for nothing, after the books, so that these have all of it. */
  static AvoidableEnergy of(FootprintMonitor monitor, LedgerSnapshot books) {
    List<AvoidableCost> costs =
        monitor.ledger().avoidable(monitor.setup().settings().avoidable()::isProbe).stream()
            .sorted(
                Comparator.comparingLong(AvoidableCost::energyNanojoules)
                    .reversed()
                    .thenComparing(AvoidableCost::route))
            .toList();
    return new AvoidableEnergy(
        costs,
        books.sums().line(CostCategory.REQUESTS).get(Metric.ENERGY_NANOJOULES).doubleValue());
  }

  /** Returns the part of the energy of all requests, from 0 to 1; NaN if they took none. */
  public double share() {
    return share(costs.stream().mapToLong(AvoidableCost::energyNanojoules).sum());
  }

  /** Returns the same of some of it, in nJ. */
  public double share(long nanojoules) {
    return ofRequests > 0 ? Math.min(1, nanojoules / ofRequests) : Double.NaN;
  }

  /** Returns the sums of one reason over all routes. */
  public AvoidableCost sum(Avoidable reason) {
    long requests = 0;
    long nanojoules = 0;
    for (AvoidableCost cost : costs) {
      requests += cost.reason() == reason ? cost.requests() : 0;
      nanojoules += cost.reason() == reason ? cost.energyNanojoules() : 0;
    }
    return new AvoidableCost(reason, "", requests, nanojoules);
  }
}
