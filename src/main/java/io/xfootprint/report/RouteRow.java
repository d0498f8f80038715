// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Sums;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;

/**
 * A route in a report.
 *
 * @param label its name
 * @param amounts what it cost over the span
 * @param share its part of the energy of all routes, from 0 to 1
 */
record RouteRow(String label, Sums amounts, double share) {

  /** Returns the routes, the dearest first. */
  static List<RouteRow> of(Report report) {
    double all =
        report.routes().values().stream()
            .map(RouteRow::energy)
            .reduce(BigInteger.ZERO, BigInteger::add)
            .doubleValue();
    return report.routes().entrySet().stream()
        .map(
            route ->
                new RouteRow(
                    route.getKey(),
                    route.getValue(),
                    all > 0 ? energy(route.getValue()).doubleValue() / all : 0))
        .sorted(
            Comparator.comparing((RouteRow row) -> energy(row.amounts))
                .reversed()
                .thenComparing(RouteRow::label))
        .toList();
  }

  private static BigInteger energy(Sums amounts) {
    return amounts.get(Metric.ENERGY_NANOJOULES);
  }

  /** Returns a figure for each of the requests; 0 if there are none. */
  BigInteger perRequest(BigInteger figure) {
    BigInteger requests = amounts.get(Metric.REQUESTS);
    return requests.signum() > 0 ? figure.divide(requests) : BigInteger.ZERO;
  }
}
