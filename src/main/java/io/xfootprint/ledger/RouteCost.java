// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.math.BigInteger;

/**
 * What a route cost over the period of a statement.
 *
 * @param label its name, such as {@code GET /orders/*}
 * @param own sums of its requests
 * @param full the same with the route's part of background, idle power, memory and embodied
 *     emissions; those of all routes add up to the full cost of the application
 * @param embodied the part of {@code full} that is embodied emissions
 * @param knowsFull whether {@code full} is known
 * @param share its part of the energy of all routes, from 0 to 1; NaN if they took none
 */
public record RouteCost(
    String label, Sums own, Sums full, Sums embodied, boolean knowsFull, double share) {

  /** Returns the mean of a figure per request; 0 if there are no requests. */
  public BigInteger perRequest(BigInteger figure) {
    BigInteger requests = own.get(Metric.REQUESTS);
    return requests.signum() > 0 ? figure.divide(requests) : BigInteger.ZERO;
  }
}
