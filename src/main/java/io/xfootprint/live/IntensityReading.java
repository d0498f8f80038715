// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import io.xfootprint.units.CarbonIntensity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a service tells of the electricity. Created only from what can be true: an intensity of a
 * grid, of about now.
 *
 * @param intensity of the electricity
 * @param time the moment or the beginning of the period that it is of
 */
record IntensityReading(CarbonIntensity intensity, Instant time) {

  /** The dirtiest country of the tables has 1306, its dirtiest plants about 1700. */
  private static final double MOST_GRAMS = 2000;

  /** Services tell hours, some of them an hour or two later. */
  private static final Duration OLDEST = Duration.ofHours(3);

  /** Clocks that are set differ by less, and half hours of a forecast begin within it. */
  private static final Duration FURTHEST = Duration.ofHours(1);

  /** Returns whether a grid can have an intensity in gCO2e/kWh. */
  static boolean canBe(double grams) {
    return grams >= 0 && grams <= MOST_GRAMS;
  }

  /**
   * Checks what a service tells.
   *
   * @param grams in gCO2e/kWh
   * @param mayBeZero whether the service counts nothing but chimneys, so that wind alone is 0;
   *     elsewhere 0 means that it is not known
   * @param time that it is of
   * @param now the present time
   * @throws RefusedAnswerException if it cannot be true, or not of about now
   */
  static IntensityReading of(
      OptionalDouble grams, boolean mayBeZero, Optional<Instant> time, Instant now)
      throws RefusedAnswerException {
    if (grams.isEmpty()) {
      throw new RefusedAnswerException("its answer has no figure");
    }
    double figure = grams.getAsDouble();
    if (!canBe(figure) || (figure == 0 && !mayBeZero)) {
      // A number cannot hold a secret.
      throw new RefusedAnswerException("its figure of " + figure + " gCO2e/kWh cannot be true");
    }
    if (time.isEmpty()) {
      throw new RefusedAnswerException("its answer does not say of when its figure is");
    }
    Instant of = time.get();
    if (of.isBefore(now.minus(OLDEST))) {
      throw new RefusedAnswerException("its figure is more than 3 h old");
    }
    if (of.isAfter(now.plus(FURTHEST))) {
      throw new RefusedAnswerException("its figure is of the future");
    }
    return new IntensityReading(new CarbonIntensity(figure), of);
  }
}
