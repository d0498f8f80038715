// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Amounts;
import io.xfootprint.ledger.AppBooks;
import io.xfootprint.ledger.Figure;
import java.math.BigInteger;
import java.util.Map;

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

  /**
   * Returns those of the routes below a prefix, with their share of what belongs to time.
   *
   * @param prefix whole segments of a path, without a slash at its end
   */
  static PublishedFigures of(String prefix, Map<String, Amounts> routes, AppBooks books) {
    FullShare full = FullShare.of(books);
    PublishedFigures sum = NONE;
    for (Map.Entry<String, Amounts> route : routes.entrySet()) {
      if (isBelow(prefix, route.getKey())) {
        Amounts amounts = route.getValue();
        sum =
            sum.plus(
                new PublishedFigures(
                    amounts.get(Figure.REQUESTS),
                    full.of(amounts, Figure.ENERGY_NANOJOULES),
                    full.of(amounts, Figure.EMISSIONS_PICOGRAMS)));
      }
    }
    return sum;
  }

  /** A label is a method and a pattern: {@code GET /orders/*} is below {@code /orders}. */
  private static boolean isBelow(String prefix, String label) {
    String pattern = label.substring(label.indexOf(' ') + 1);
    return pattern.equals(prefix) || pattern.startsWith(prefix + "/");
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
