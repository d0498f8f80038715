// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.regex.Pattern;

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
 * @param virtualAssumed whether nothing shows if it is virtual, so that it only counts as such
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
    boolean virtualAssumed,
    OptionalLong memoryBytes,
    ContainerLimits limits) {

  /** What is no model though it has digits: clock rate, version, number of cores. */
  private static final Pattern NO_MODEL =
      Pattern.compile("[0-9.]+ *[GM]Hz|version [0-9.]+|[0-9]+-Core");

  /** QEMU's names for all processors of a time: Xeon E312xx, Core 2 Duo P9xxx, Celeron_4x0. */
  private static final Pattern FAMILY = Pattern.compile("[0-9]x");

  /** Checks the counts. */
  public Host {
    if (packages < 1 || cores < 1 || logicalCpus < 1) {
      throw new IllegalArgumentException(
          "packages, cores and logicalCpus must be >= 1, but were %s, %s and %s"
              .formatted(packages, cores, logicalCpus));
    }
  }

  /** Creates a machine that shows whether it is virtual. */
  public Host(
      String cpuName,
      String microarchitecture,
      int packages,
      int cores,
      int logicalCpus,
      boolean virtual,
      OptionalLong memoryBytes,
      ContainerLimits limits) {
    this(
        cpuName,
        microarchitecture,
        packages,
        cores,
        logicalCpus,
        virtual,
        false,
        memoryBytes,
        limits);
  }

  /** Creates such a machine of unknown memory that the process has for itself. */
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

  /**
   * Returns whether the processor's name says which model it is. Clouds and hypervisors often show
   * no more than the family: {@code AMD EPYC}, {@code Intel(R) Xeon(R) CPU @ 2.20GHz}.
   */
  public boolean showsCpuModel() {
    // A digit on its own is part of a family's name, as in Core 2 and Xeon 6.
    return !FAMILY.matcher(cpuName).find()
        && Arrays.stream(NO_MODEL.matcher(cpuName).replaceAll(" ").split(" ", -1))
            .anyMatch(word -> word.length() > 1 && word.matches(".*[0-9].*"));
  }

  /** Returns the same machine with other limits for the process. */
  public Host with(ContainerLimits given) {
    return new Host(
        cpuName,
        microarchitecture,
        packages,
        cores,
        logicalCpus,
        virtual,
        virtualAssumed,
        memoryBytes,
        given);
  }

  /**
   * Returns a machine with a known number of CPUs and nothing else. It counts as virtual, as nearly
   * all machines are that reveal nothing about themselves.
   */
  public static Host unknown(int logicalCpus) {
    return new Host(
        "",
        "",
        1,
        logicalCpus,
        logicalCpus,
        true,
        true,
        OptionalLong.empty(),
        ContainerLimits.WHOLE_MACHINE);
  }
}
