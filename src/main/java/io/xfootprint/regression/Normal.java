// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.regression;

/** The normal distribution. */
final class Normal {

  private Normal() {}

  /**
   * Returns the chance that a standard normal amount is at least z away from 0: 0.0455 for 2. The
   * relative error is below 1.2e-7: Numerical Recipes, erfcc, a Chebyshev fit.
   *
   * @param z at least 0
   */
  static double beyond(double z) {
    double x = z / Math.sqrt(2);
    double t = 1 / (1 + 0.5 * x);
    double[] fit = {
      -1.26551223,
      1.00002368,
      0.37409196,
      0.09678418,
      -0.18628806,
      0.27886807,
      -1.13520398,
      1.48851587,
      -0.82215223,
      0.17087277
    };
    double sum = 0;
    for (int i = fit.length - 1; i >= 0; i--) {
      sum = fit[i] + t * sum;
    }
    return t * Math.exp(-x * x + sum);
  }
}
