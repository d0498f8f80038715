// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.math.BigInteger;

/**
 * What a route cost over the period of a statement.
 *
 * @param label its name, such as {@code GET /orders/*}
 * @param own what its requests caused
 * @param full the same with its share of idle power, memory and embodied emissions
 * @param share its part of the energy of all routes, from 0 to 1; NaN if they took none
 */
public record RouteCost(String label, Sums own, Sums full, double share) {

  /** Returns a figure for each of the requests; 0 if there are none. */
  public BigInteger perRequest(BigInteger figure) {
    BigInteger requests = own.get(Metric.REQUESTS);
    return requests.signum() > 0 ? figure.divide(requests) : BigInteger.ZERO;
  }
}
