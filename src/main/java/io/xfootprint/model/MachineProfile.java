// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.units.Scale;

/**
 * The properties of a machine and its electricity that stay the same from window to window. A new
 * one is made where the limits of a container change.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param power of the whole machine
 * @param machine the kind of machine
 * @param hostUtilisation busy share of the host of a virtual machine, above 0 to 1; on a whole
 *     machine the load until the first one is seen
 * @param logicalCpus number of CPUs of the machine, at least 1
 * @param held the part of it that is held for the process
 * @param memoryWattsPerGigabyte power of each GB of memory held; 0 where idle power includes it
 * @param embodiedGramsPerCpuHour embodied emissions of one CPU's share of the machine, in gCO2e for
 *     each hour of its life
 * @param embodiedGramsPerGigabyteHour those of each GB of its memory, where the figure for a CPU
 *     does not include memory; else 0
 * @param electricity the electricity on which it runs
 */
public record MachineProfile(
    PowerModel power,
    Machine machine,
    double hostUtilisation,
    int logicalCpus,
    HeldResources held,
    double memoryWattsPerGigabyte,
    double embodiedGramsPerCpuHour,
    double embodiedGramsPerGigabyteHour,
    Electricity electricity) {

  private static final double SECONDS_PER_HOUR = 3600;

  /** Checks the ranges. */
  public MachineProfile {
    if (!(hostUtilisation > 0 && hostUtilisation <= 1)) {
      throw new IllegalArgumentException(
          "hostUtilisation must be > 0 and <= 1, but was " + hostUtilisation);
    }
    if (logicalCpus < 1) {
      throw new IllegalArgumentException("logicalCpus must be >= 1, but was " + logicalCpus);
    }
    if (!(embodiedGramsPerCpuHour >= 0 && embodiedGramsPerCpuHour < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "embodiedGramsPerCpuHour must be finite and >= 0, but was " + embodiedGramsPerCpuHour);
    }
  }

  /** Returns whether its load cannot be seen, so that a usual load is assumed. */
  public boolean virtual() {
    return machine.virtual();
  }

  /** Returns the same machine with another part of it held. */
  public MachineProfile with(HeldResources other) {
    return new MachineProfile(
        power,
        machine,
        hostUtilisation,
        logicalCpus,
        other,
        memoryWattsPerGigabyte,
        embodiedGramsPerCpuHour,
        embodiedGramsPerGigabyteHour,
        electricity);
  }

  /**
   * Returns the energy in J of the memory held; NaN if that is unknown: 25.3 GB take 2.0 W.
   *
   * @param heldBytes memory held; NaN if unknown
   */
  double memoryJoules(double heldBytes, double seconds) {
    return memoryWattsPerGigabyte == 0
        ? 0
        : memoryWattsPerGigabyte * heldBytes / Scale.GIGA * seconds;
  }

  /** Returns the power in W of the memory held; 0 if only use decides how much that is. */
  double memoryWattsHeld() {
    return memoryWattsPerGigabyte * held.memoryBytes().orElse(0) / Scale.GIGA;
  }

  /**
   * Returns the embodied emissions in gCO2e of CPUs and memory over some seconds; NaN if they
   * depend on memory of unknown size.
   *
   * @param heldBytes memory held; NaN if unknown
   */
  double embodiedGrams(double heldCpus, double heldBytes, double seconds) {
    double ofMemory =
        embodiedGramsPerGigabyteHour == 0
            ? 0
            : embodiedGramsPerGigabyteHour * heldBytes / Scale.GIGA;
    return (embodiedGramsPerCpuHour * heldCpus + ofMemory) * seconds / SECONDS_PER_HOUR;
  }
}
