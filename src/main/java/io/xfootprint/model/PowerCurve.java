// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.data.CsvTable.Row;
import java.util.function.IntToDoubleFunction;

/**
 * The shape in which the power of a server rises with its utilisation, from 0 when idle to 1 at
 * full load. It was measured at each tenth and is linear in between.
 *
 * <p>At low load servers draw more than a straight line says: the median of all since 2017 has
 * 0.169 at a tenth of the load, and 0.423 at half. Immutable and safe for use by many threads.
 */
final class PowerCurve {

  private static final int POINTS = 10;

  /** A shape for power in proportion to the load. */
  static final PowerCurve STRAIGHT = new PowerCurve(i -> (double) i / POINTS);

  private final double[] shape = new double[POINTS + 1];

  /**
   * Creates a curve.
   *
   * @param point gives the share of the dynamic range at each tenth of the load, from 1 to 9
   */
  PowerCurve(IntToDoubleFunction point) {
    for (int i = 1; i < POINTS; i++) {
      shape[i] = point.applyAsDouble(i);
    }
    shape[POINTS] = 1;
  }

  /** Creates a curve from the columns {@code shape_10} to {@code shape_90}. */
  static PowerCurve of(Row row) {
    return new PowerCurve(i -> row.number("shape_" + i * 10));
  }

  /** Returns the share of the dynamic range, from 0 to 1, at a utilisation from 0 to 1. */
  double at(double utilisation) {
    double position = Math.min(1, Math.max(0, utilisation)) * POINTS;
    int below = Math.min(POINTS - 1, (int) position);
    return shape[below] + (position - below) * (shape[below + 1] - shape[below]);
  }
}
