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
 * emissions (M), and functional units (R), which are requests.
 */
record SciFigures(Statement books) {

  /** Far more than the figures are exact to. */
  private static final MathContext DIGITS = new MathContext(6);

  /** Returns all lines together. */
  Sums full() {
    return books.full().max(Sums.NONE);
  }

  /** Returns embodied emissions. */
  Sums embodied() {
    return books.line(CostCategory.EMBODIED);
  }

  /** Returns everything but embodied emissions. */
  Sums operational() {
    return full().minus(embodied()).max(Sums.NONE);
  }

  BigInteger requests() {
    return books.line(CostCategory.REQUESTS).get(Metric.REQUESTS);
  }

  /** Returns operational emissions by energy in gCO2e/kWh; empty without energy. */
  Optional<BigDecimal> gramsPerKilowattHour() {
    BigInteger nanojoules = full().get(Metric.ENERGY_NANOJOULES);
    return nanojoules.signum() > 0
        ? Optional.of(
            Quantity.grams(operational().get(Metric.EMISSIONS_PICOGRAMS))
                .multiply(Quantity.NANOJOULES_PER_KILOWATT_HOUR)
                .divide(new BigDecimal(nanojoules), DIGITS))
        : Optional.empty();
  }

  /** Returns the emissions of a functional unit in gCO2e, of some sums; empty if there was none. */
  Optional<BigDecimal> perRequest(BigInteger picograms) {
    return requests().signum() > 0
        ? Optional.of(Quantity.grams(picograms).divide(new BigDecimal(requests()), DIGITS))
        : Optional.empty();
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
