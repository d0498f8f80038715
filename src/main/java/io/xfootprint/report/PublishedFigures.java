// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.math.BigInteger;

/**
 * What is published of a subject for a period.
 *
 * @param requests number of requests
 * @param energyNanojoules all energy in nJ, idle power and memory included
 * @param emissionsPicograms all emissions in pg CO2e, embodied ones included
 */
record PublishedFigures(
    BigInteger requests, BigInteger energyNanojoules, BigInteger emissionsPicograms) {

  static final PublishedFigures NONE =
      new PublishedFigures(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

  /** Returns those of the whole application. */
  static PublishedFigures of(Statement books) {
    Sums all = books.total();
    return new PublishedFigures(
        all.get(Metric.REQUESTS),
        all.get(Metric.ENERGY_NANOJOULES),
        all.get(Metric.EMISSIONS_PICOGRAMS));
  }

  /** Returns those of some routes, with their share of what belongs to time. */
  static PublishedFigures of(Sums routes, Statement books) {
    FullShare full = FullShare.of(books);
    return new PublishedFigures(
        routes.get(Metric.REQUESTS),
        full.of(routes, Metric.ENERGY_NANOJOULES),
        full.of(routes, Metric.EMISSIONS_PICOGRAMS));
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
