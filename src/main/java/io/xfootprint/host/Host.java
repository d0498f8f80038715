// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.OptionalLong;

/**
 * The machine as the process sees it: a whole server or a virtual one. For example "AMD EPYC", Zen
 * 5, 1 package, 2 cores, 2 logical CPUs, virtual.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param cpuName the name that the processor reports, empty if unknown; clouds may hide the model
 * @param microarchitecture its microarchitecture's usual name, such as {@code Zen 4}; empty if
 *     unknown
 * @param packages number of processor sockets, at least 1
 * @param cores number of physical cores, at least 1
 * @param logicalCpus number of hardware threads (vCPUs), at least 1
 * @param virtual whether a hypervisor hides the real machine and its load. On x86 the processor's
 *     flag decides, elsewhere the firmware; true if neither can be read
 * @param memoryBytes the machine's memory; empty if unknown
 * @param limits the part of it that the process may use
 */
public record Host(
    String cpuName,
    String microarchitecture,
    int packages,
    int cores,
    int logicalCpus,
    boolean virtual,
    OptionalLong memoryBytes,
    ContainerLimits limits) {

  /** Checks the counts. */
  public Host {
    if (packages < 1 || cores < 1 || logicalCpus < 1) {
      throw new IllegalArgumentException(
          "packages, cores and logicalCpus must be >= 1, but were %s, %s and %s"
              .formatted(packages, cores, logicalCpus));
    }
  }

  /** Creates a machine of unknown memory that the process has for itself. */
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

  /** Returns the same machine with other limits for the process. */
  public Host with(ContainerLimits given) {
    return new Host(
        cpuName, microarchitecture, packages, cores, logicalCpus, virtual, memoryBytes, given);
  }

  /**
   * Returns a machine with a known number of CPUs and nothing else. It counts as virtual, as nearly
   * all machines are that reveal nothing about themselves.
   */
  public static Host unknown(int logicalCpus) {
    return new Host("", "", 1, logicalCpus, logicalCpus, true);
  }
}
