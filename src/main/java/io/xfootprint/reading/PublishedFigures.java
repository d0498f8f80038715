// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Sums;
import java.math.BigInteger;

/**
 * What is published of a subject for a period.
 *
 * @param requests number of requests
 * @param energyNanojoules all energy in nJ, idle power and memory included
 * @param emissionsPicograms all emissions in pg CO2e, embodied ones included
 */
public record PublishedFigures(
    BigInteger requests, BigInteger energyNanojoules, BigInteger emissionsPicograms) {

  public static final PublishedFigures NONE =
      new PublishedFigures(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

  /** Takes those of the whole application, or of some routes with their share of what is shared. */
  static PublishedFigures of(Sums full) {
    return new PublishedFigures(
        full.get(Metric.REQUESTS),
        full.get(Metric.ENERGY_NANOJOULES),
        full.get(Metric.EMISSIONS_PICOGRAMS));
  }

  PublishedFigures plus(PublishedFigures other) {
    return new PublishedFigures(
        requests.add(other.requests),
        energyNanojoules.add(other.energyNanojoules),
        emissionsPicograms.add(other.emissionsPicograms));
  }

  boolean isNone() {
    return energyNanojoules.signum() == 0 && emissionsPicograms.signum() == 0;
  }

  /** Returns a text that is the same for the same figures. */
  String text() {
    return requests + " " + energyNanojoules + " " + emissionsPicograms;
  }
}
