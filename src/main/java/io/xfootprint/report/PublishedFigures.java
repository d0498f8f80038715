// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Amounts;
import io.xfootprint.ledger.AppBooks;
import io.xfootprint.ledger.Figure;
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
  static PublishedFigures of(AppBooks books) {
    Amounts all = books.total();
    return new PublishedFigures(
        all.get(Figure.REQUESTS),
        all.get(Figure.ENERGY_NANOJOULES),
        all.get(Figure.EMISSIONS_PICOGRAMS));
  }

  /** Returns those of some routes, with their share of what belongs to time. */
  static PublishedFigures of(Amounts routes, AppBooks books) {
    FullShare full = FullShare.of(books);
    return new PublishedFigures(
        routes.get(Figure.REQUESTS),
        full.of(routes, Figure.ENERGY_NANOJOULES),
        full.of(routes, Figure.EMISSIONS_PICOGRAMS));
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
