// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.regression;

/**
 * How the cost of a request to a route differs between two versions. Immutable.
 *
 * @param route its label
 * @param version the later version
 * @param before the version that it is compared with
 * @param cpu change of the CPU time
 * @param bytes change of the allocated bytes
 * @param energy change of the mean energy of a request, as a part of it; NaN if not known. It
 *     follows from the two others, so it has no confidence of its own
 */
public record RouteChange(
    String route, String version, String before, Change cpu, Change bytes, double energy) {

  /** Returns whether the version costs more or less here than accident explains. */
  public boolean hasMoved() {
    return cpu.hasMoved() || bytes.hasMoved();
  }

  /** Returns whether it has moved, and anything of what has moved costs more. */
  public boolean isRegression() {
    return (cpu.hasMoved() && cpu.isMore()) || (bytes.hasMoved() && bytes.isMore());
  }

  /** Returns the confidence of what has moved, the larger one of two. */
  public double confidence() {
    return Math.max(
        cpu.hasMoved() ? cpu.confidence() : 0, bytes.hasMoved() ? bytes.confidence() : 0);
  }
}
