// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

/**
 * What the process cost in a window, by line of the books. Figures that are not known are negative.
 *
 * @param method how its energy was found
 * @param active what all its threads used, and the energy that this took beyond idle; its {@code
 *     gcNanojoules} are those of all garbage collection
 * @param gcCpuNanos CPU time of garbage collection, a part of that of {@code active}
 * @param joulesPerCpuSecond what a CPU-second took in this window, in J, known only at its end;
 *     requests were charged by the rates of the one before
 * @param idle its share of the machine's idle power
 * @param memory the power of memory beyond that
 * @param embodied its share of the making of the machine: emissions, no energy
 */
public record WindowCost(
    EnergyMethod method,
    Footprint active,
    long gcCpuNanos,
    double joulesPerCpuSecond,
    Footprint idle,
    Footprint memory,
    Footprint embodied) {

  /** Returns the cost of a window in which nothing was held, by what its work cost alone. */
  public static WindowCost ofWork(
      EnergyMethod method, Footprint active, long gcCpuNanos, double joulesPerCpuSecond) {
    return new WindowCost(
        method,
        active,
        gcCpuNanos,
        joulesPerCpuSecond,
        Footprint.NONE,
        Footprint.NONE,
        Footprint.NONE);
  }
}
