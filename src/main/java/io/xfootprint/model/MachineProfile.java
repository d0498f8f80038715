// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

/**
 * What a machine and its electricity cost, as far as that does not change from window to window.
 *
 * @param power of the whole machine
 * @param virtual whether its load cannot be seen, so that an assumed one stands for it
 * @param logicalCpus of the machine, at least 1
 * @param reservation what of it is held for the process
 * @param embodiedGramsPerCpuHour emissions of making one CPU's share of the machine, in gCO2e for
 *     each hour of its life
 * @param electricity what it runs on
 * @param intensitySet whether the user gave the grid's intensity, so that it is taken as exact
 */
public record MachineProfile(
    PowerModel power,
    boolean virtual,
    int logicalCpus,
    HeldResources reservation,
    double embodiedGramsPerCpuHour,
    Electricity electricity,
    boolean intensitySet) {

  private static final double SECONDS_PER_HOUR = 3600;
  private static final double BYTES_PER_GIGABYTE = 1e9;

  /** Kept, as the table is in a jar that may be replaced while its application runs. */
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

  /** Returns the same machine, of which something else is held. */
  public MachineProfile with(HeldResources held) {
    return new MachineProfile(
        power, virtual, logicalCpus, held, embodiedGramsPerCpuHour, electricity, intensitySet);
  }

  /**
   * Returns the energy in J of the memory that is held beyond what the servers had whose power was
   * measured; NaN if it is not known how much is held.
   */
  double memoryJoules(double heldBytes, double heldCpus, double seconds) {
    double included = power.memoryGigabytesPerCpuIncluded() * heldCpus;
    double beyond = Math.max(0, heldBytes / BYTES_PER_GIGABYTE - included);
    return MEMORY_WATTS_PER_GIGABYTE * beyond * seconds;
  }

  /** Returns the embodied emissions in gCO2e of so many CPUs over so many seconds. */
  double embodiedGrams(double heldCpus, double seconds) {
    return embodiedGramsPerCpuHour * heldCpus * seconds / SECONDS_PER_HOUR;
  }
}
