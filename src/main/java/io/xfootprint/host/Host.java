// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.OptionalLong;

/**
 * The machine that the process sees: a whole server or a virtual one.
 *
 * @param cpuName the processor's name as it gives it, empty if unknown; clouds may hide the model
 * @param microarchitecture its microarchitecture's usual name, such as {@code Zen 4}; empty if
 *     unknown
 * @param packages number of processor sockets, at least 1
 * @param cores number of physical cores, at least 1
 * @param logicalCpus number of hardware threads (vCPUs), at least 1
 * @param virtual whether a hypervisor stands between, so that the load of the real machine cannot
 *     be seen; on x86 the processor's flag tells it, elsewhere the firmware; true where neither is
 *     to be seen
 * @param memoryBytes the machine's memory; empty if unknown
 * @param allotment what the process is given of it
 */
public record Host(
    String cpuName,
    String microarchitecture,
    int packages,
    int cores,
    int logicalCpus,
    boolean virtual,
    OptionalLong memoryBytes,
    ContainerLimits allotment) {

  /** Checks the counts. */
  public Host {
    if (packages < 1 || cores < 1 || logicalCpus < 1) {
      throw new IllegalArgumentException(
          "packages, cores and logicalCpus must be >= 1, but were %s, %s and %s"
              .formatted(packages, cores, logicalCpus));
    }
  }

  /** A machine that the process has for itself, of unknown memory. */
  public Host(
      String cpuName,
      String microarchitecture,
      int packages,
      int cores,
      int logicalCpus,
      boolean virtual) {
    this(
        cpuName,
        microarchitecture,
        packages,
        cores,
        logicalCpus,
        virtual,
        OptionalLong.empty(),
        ContainerLimits.WHOLE_MACHINE);
  }

  /** Returns the same machine, of which the process is given something else. */
  public Host with(ContainerLimits given) {
    return new Host(
        cpuName, microarchitecture, packages, cores, logicalCpus, virtual, memoryBytes, given);
  }

  /**
   * Returns a machine of which only its number of CPUs is known. It counts as virtual, as nearly
   * all machines are that tell nothing of themselves.
   */
  public static Host unknown(int logicalCpus) {
    return new Host("", "", 1, logicalCpus, logicalCpus, true);
  }
}
