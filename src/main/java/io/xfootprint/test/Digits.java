// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as text, the same in each locale. */
final class Digits {

  private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_UP);
  private static final int WHOLE_PER_CENT = 10;
  private static final int MOST_DECIMALS = 3;

  private Digits() {}

  /**
   * Returns a finite number with three significant digits, zeros at the end included: {@code 24.0}.
   */
  static String three(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).round(THREE);
    int whole = rounded.precision() - rounded.scale();
    return rounded.setScale(Math.max(0, THREE.getPrecision() - whole)).toPlainString();
  }

  /** Returns a finite number with at most three significant digits: {@code 24}. */
  static String atMostThree(double number) {
    return plain(BigDecimal.valueOf(number).round(THREE));
  }

  /** Returns a finite number with at most three decimals, as {@code X-Footprint} has them. */
  static BigDecimal decimal(double number) {
    return new BigDecimal(
        plain(BigDecimal.valueOf(number).setScale(MOST_DECIMALS, RoundingMode.HALF_UP)));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /**
   * Returns a change as per cent of what was: {@code +30 %}, {@code -1.2 %}; where nothing was
   * {@code from 0}.
   */
  static String change(double now, double was) {
    double perCent = 100 * (now / was - 1);
    if (!Double.isFinite(perCent)) {
      return now == was ? "0 %" : "from 0";
    }
    int decimals = Math.abs(perCent) < WHOLE_PER_CENT ? 1 : 0;
    BigDecimal rounded = BigDecimal.valueOf(perCent).setScale(decimals, RoundingMode.HALF_UP);
    return (rounded.signum() > 0 ? "+" : "") + plain(rounded) + " %";
  }
}
