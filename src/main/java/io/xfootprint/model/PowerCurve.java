// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.data.CsvTable.Row;
import java.util.function.IntToDoubleFunction;

/**
 * How the power of a server rises from idle to full with its utilisation: 0 at 0, 1 at 1, measured
 * in between at each tenth, linear from point to point.
 */
final class PowerCurve {

  private static final int POINTS = 10;

  /** Power in proportion to the load. */
  static final PowerCurve STRAIGHT = new PowerCurve(i -> (double) i / POINTS);

  private final double[] shape = new double[POINTS + 1];

  /** Reads the columns {@code shape_10} to {@code shape_90}. */
  PowerCurve(Row row) {
    this(i -> row.number("shape_" + i * 10));
  }

  private PowerCurve(IntToDoubleFunction point) {
    for (int i = 1; i < POINTS; i++) {
      shape[i] = point.applyAsDouble(i);
    }
    shape[POINTS] = 1;
  }

  /** Returns the share of the dynamic range, from 0 to 1, at a utilisation from 0 to 1. */
  double at(double utilisation) {
    double position = Math.min(1, Math.max(0, utilisation)) * POINTS;
    int below = Math.min(POINTS - 1, (int) position);
    return shape[below] + (position - below) * (shape[below + 1] - shape[below]);
  }
}
