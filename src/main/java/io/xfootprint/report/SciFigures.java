// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Optional;

/**
 * What ISO/IEC 21031:2024 wants apart: energy (E), the emissions of a kWh of it (I), embodied
 * emissions (M), and functional units (R), which are requests. What the books do not know is empty,
 * as requests alone are not all that was held.
 */
record SciFigures(Statement books) {

  /** Far more than the figures are exact to. */
  private static final MathContext DIGITS = new MathContext(6);

  /** Returns all lines together. */
  Optional<Sums> full() {
    return books.knowsFull() && books.knows(CostCategory.EMBODIED)
        ? Optional.of(books.full().max(Sums.NONE))
        : Optional.empty();
  }

  /** Returns embodied emissions. */
  Optional<Sums> embodied() {
    return books.knows(CostCategory.EMBODIED)
        ? Optional.of(books.line(CostCategory.EMBODIED))
        : Optional.empty();
  }

  /** Returns everything but embodied emissions. */
  Optional<Sums> operational() {
    return books.knowsFull()
        ? Optional.of(books.full().minus(books.line(CostCategory.EMBODIED)).max(Sums.NONE))
        : Optional.empty();
  }

  BigInteger requests() {
    return books.line(CostCategory.REQUESTS).get(Metric.REQUESTS);
  }

  /** Returns operational emissions by energy in gCO2e/kWh; empty without energy. */
  Optional<BigDecimal> gramsPerKilowattHour() {
    return operational()
        .filter(sums -> sums.get(Metric.ENERGY_NANOJOULES).signum() > 0)
        .map(
            sums ->
                Quantity.grams(sums.get(Metric.EMISSIONS_PICOGRAMS))
                    .multiply(Quantity.NANOJOULES_PER_KILOWATT_HOUR)
                    .divide(new BigDecimal(sums.get(Metric.ENERGY_NANOJOULES)), DIGITS));
  }

  /** Returns the emissions of a functional unit in gCO2e; empty if there was none. */
  Optional<BigDecimal> gramsPerRequest(Metric emissions) {
    return full()
        .filter(sums -> requests().signum() > 0)
        .map(
            sums -> Quantity.grams(sums.get(emissions)).divide(new BigDecimal(requests()), DIGITS));
  }

  static BigDecimal kilowattHours(BigInteger nanojoules) {
    return nanojoules.signum() == 0
        ? BigDecimal.ZERO
        : new BigDecimal(nanojoules).divide(Quantity.NANOJOULES_PER_KILOWATT_HOUR, DIGITS);
  }

  static BigDecimal grams(BigInteger picograms) {
    return picograms.signum() == 0 ? BigDecimal.ZERO : Quantity.grams(picograms).round(DIGITS);
  }
}
