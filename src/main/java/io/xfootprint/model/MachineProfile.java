// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

/**
 * The properties of a machine and its electricity that stay the same from window to window. A new
 * one is made where the limits of a container change.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param power of the whole machine
 * @param virtual whether its load cannot be seen, so that a usual load is assumed
 * @param logicalCpus number of CPUs of the machine, at least 1
 * @param held the part of it that is held for the process
 * @param embodiedGramsPerCpuHour embodied emissions of one CPU's share of the machine, in gCO2e for
 *     each hour of its life
 * @param electricity the electricity on which it runs
 * @param intensitySet whether the user gave the grid's intensity, so that it is taken as exact
 */
public record MachineProfile(
    PowerModel power,
    boolean virtual,
    int logicalCpus,
    HeldResources held,
    double embodiedGramsPerCpuHour,
    Electricity electricity,
    boolean intensitySet) {

  private static final double SECONDS_PER_HOUR = 3600;
  private static final double BYTES_PER_GIGABYTE = 1e9;

  /** Read once, because the jar that holds the table may be replaced while the application runs. */
  private static final double MEMORY_WATTS_PER_GIGABYTE = Coefficients.memoryWattsPerGigabyte();

  /** Checks the ranges. */
  public MachineProfile {
    if (logicalCpus < 1) {
      throw new IllegalArgumentException("logicalCpus must be >= 1, but was " + logicalCpus);
    }
    if (!(embodiedGramsPerCpuHour >= 0 && embodiedGramsPerCpuHour < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "embodiedGramsPerCpuHour must be finite and >= 0, but was " + embodiedGramsPerCpuHour);
    }
  }

  /** Returns the same machine with another part of it held. */
  public MachineProfile with(HeldResources other) {
    return new MachineProfile(
        power, virtual, logicalCpus, other, embodiedGramsPerCpuHour, electricity, intensitySet);
  }

  /**
   * Returns the energy in J of the memory held beyond the memory of the servers whose power was
   * measured; NaN if the memory held is unknown. The power of the included memory is part of the
   * idle power: with 25.3 GB on 2 CPUs of a row with 1 GB each, 23.3 GB add 1.05 W.
   */
  double memoryJoules(double heldBytes, double heldCpus, double seconds) {
    double included = power.memoryGigabytesPerCpuIncluded() * heldCpus;
    double beyond = Math.max(0, heldBytes / BYTES_PER_GIGABYTE - included);
    return MEMORY_WATTS_PER_GIGABYTE * beyond * seconds;
  }

  /** Returns the embodied emissions in gCO2e of some CPUs over some seconds. */
  double embodiedGrams(double heldCpus, double seconds) {
    return embodiedGramsPerCpuHour * heldCpus * seconds / SECONDS_PER_HOUR;
  }
}
