// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.grid.GridIntensity;
import io.xfootprint.grid.SourcedIntensity;
import io.xfootprint.units.Range;
import java.time.Instant;

/**
 * The electricity that the machine uses, followed back to the power plant:
 *
 * <pre>{@code
 * gCO2e per J = intensity x PUE / (1 - grid loss) / 3600000
 * }</pre>
 *
 * @param grid carbon intensity of the electricity produced, with its range
 * @param pue power usage effectiveness of the data centre, a ratio of at least 1
 * @param pueRange of the PUE; exact if the user gave it
 * @param gridLoss share of the electricity lost before it reaches the data centre, at least 0 and
 *     less than 1
 */
public record Electricity(GridIntensity grid, double pue, Range pueRange, double gridLoss) {

  /** Creates electricity whose PUE is exact. */
  public Electricity(GridIntensity grid, double pue, double gridLoss) {
    this(grid, pue, Range.EXACT, gridLoss);
  }

  /** Checks the ranges. */
  public Electricity {
    if (!(pue >= 1 && pue < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("pue must be finite and >= 1, but was " + pue);
    }
    if (!(gridLoss >= 0 && gridLoss < 1)) {
      throw new IllegalArgumentException("gridLoss must be >= 0 and < 1, but was " + gridLoss);
    }
  }

  /**
   * Returns the emissions in gCO2e of one joule at the server's wall: with 472.9 gCO2e/kWh, PUE 1.5
   * and no loss, 0.000197.
   *
   * @param instant the moment whose intensity is taken
   */
  public double gramsPerJoule(Instant instant) {
    return gramsPerJoule(grid.at(instant));
  }

  /** Returns the same for an intensity that holds at some moment. */
  double gramsPerJoule(SourcedIntensity intensity) {
    return intensity.intensity().gramsPerJoule() * pue / (1 - gridLoss);
  }

  /**
   * Returns the range of {@link #gramsPerJoule}. Grid and data centre have nothing to do with each
   * other, so their errors are independent.
   */
  public Range range(SourcedIntensity intensity) {
    return intensity.range().times(pueRange);
  }
}
