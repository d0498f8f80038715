// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

/**
 * By how much a route may exceed its baseline.
 *
 * @param allocation of bytes, in per cent; infinite for no limit
 * @param cpu of CPU time, in per cent; infinite for no limit
 */
record Limits(double allocation, double cpu) {

  Limits {
    require("allocationLimit", allocation);
    require("cpuLimit", cpu);
  }

  private static void require(String name, double perCent) {
    if (!(perCent >= 0)) {
      throw new IllegalArgumentException(name + " must be at least 0 per cent, but was " + perCent);
    }
  }

  /** Returns the limit of a figure in per cent. Energy has none, as it follows the two others. */
  double of(Figure figure) {
    return switch (figure) {
      case ALLOCATION -> allocation;
      case CPU -> cpu;
      case ENERGY -> Double.POSITIVE_INFINITY;
    };
  }
}
