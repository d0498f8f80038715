// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.math.BigInteger;

/**
 * The rule by which routes share what no request has caused: background, idle power, memory and
 * embodied emissions.
 *
 * <p>It goes by CPU time. Where none is known of any request it goes by their number. Where there
 * was no request there is nobody to share it.
 */
final class Spread {

  private final Metric by;
  private final BigInteger all;

  /** Creates a rule for these sums of all requests. */
  Spread(Sums requests) {
    by = requests.get(Metric.CPU_NANOS).signum() > 0 ? Metric.CPU_NANOS : Metric.REQUESTS;
    all = requests.get(by);
  }

  /** Returns the part of a cost that belongs to some of the requests, rounded towards 0. */
  Sums part(Sums cost, Sums ofRequests) {
    return all.signum() > 0 ? cost.times(ofRequests.get(by), all) : Sums.NONE;
  }
}
