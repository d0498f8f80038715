// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.settings.Price;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the vCPUs held in a period cost, and the part of each route. Routes share it as they share
 * all that no request has caused: by CPU time, or by number where none is known. So the parts add
 * up to the total exactly. Immutable.
 *
 * @param currency of the price; empty if none was given
 * @param total the cost of what was held
 * @param routes the part of each route, the largest energy first; empty if there was no request, or
 *     nothing else to share by
 */
public record HeldCost(String currency, Line total, List<Line> routes) {

  /** An hour of 1,000 vCPUs at 0.05 is told to a billionth. */
  private static final int DECIMALS = 9;

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  /**
   * What some requests cost.
   *
   * @param name the route; empty for all of the application
   * @param requests number of requests
   * @param cpuHours vCPU-hours held for them
   * @param cost of those
   */
  public record Line(String name, BigInteger requests, BigDecimal cpuHours, BigDecimal cost) {

    /** Returns the cost of 1,000 requests; empty if there were none. */
    public Optional<BigDecimal> perThousand() {
      return requests.signum() > 0
          ? Optional.of(
              cost.multiply(THOUSAND)
                  .divide(new BigDecimal(requests), DECIMALS, RoundingMode.HALF_UP))
          : Optional.empty();
    }
  }

  /** Returns the cost of the work of a statement. */
  public static HeldCost of(Work work, Statement statement, Price price) {
    BigDecimal hours = BigDecimal.valueOf(work.cpuHours());
    Sums requests = statement.line(CostCategory.REQUESTS);
    BigInteger shared = nanojoules(statement.full().minus(requests));
    List<Line> routes = new ArrayList<>();
    BigInteger sharedSoFar = BigInteger.ZERO;
    BigDecimal hoursSoFar = BigDecimal.ZERO;
    BigDecimal costSoFar = BigDecimal.ZERO;
    // Where nothing was shared there is no key to share the hours by.
    List<RouteCost> sharing = shared.signum() > 0 ? statement.routesByEnergy() : List.of();
    for (RouteCost route : sharing) {
      sharedSoFar = sharedSoFar.add(nanojoules(route.full().minus(route.own())));
      BigDecimal hoursBefore = hoursSoFar;
      BigDecimal costBefore = costSoFar;
      hoursSoFar = part(hours, sharedSoFar, shared);
      costSoFar = part(hours.multiply(price.amount()), sharedSoFar, shared);
      routes.add(
          new Line(
              route.label(),
              route.own().get(Metric.REQUESTS),
              hoursSoFar.subtract(hoursBefore),
              costSoFar.subtract(costBefore)));
    }
    Line total =
        new Line(
            "",
            requests.get(Metric.REQUESTS),
            rounded(hours),
            rounded(hours.multiply(price.amount())));
    return new HeldCost(price.currency(), total, routes);
  }

  private static BigInteger nanojoules(Sums sums) {
    return sums.get(Metric.ENERGY_NANOJOULES);
  }

  private static BigDecimal part(BigDecimal all, BigInteger part, BigInteger whole) {
    return all.multiply(new BigDecimal(part))
        .divide(new BigDecimal(whole), DECIMALS, RoundingMode.HALF_UP);
  }

  private static BigDecimal rounded(BigDecimal number) {
    return number.setScale(DECIMALS, RoundingMode.HALF_UP);
  }
}
