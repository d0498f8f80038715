// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.host.Host;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What of a machine is held for the process, whether it is used or not: idle power, memory and the
 * making of the machine are charged by it.
 *
 * <ul>
 *   <li>A container with a limit holds what it is limited to.
 *   <li>A virtual machine is the process's as a whole, unless containers share it.
 *   <li>What is shared with others, a whole server too, is held by the process's share of the CPU
 *       time that all used, and by the memory that it holds.
 * </ul>
 *
 * @param cpus number of CPUs; empty if it is the share of what is used
 * @param memoryBytes memory; empty if it is what the process holds
 */
public record HeldResources(OptionalDouble cpus, OptionalLong memoryBytes) {

  /** Returns what is held of a machine. */
  public static HeldResources of(Host host, boolean virtual) {
    boolean own = virtual && !host.allotment().contained();
    return new HeldResources(
        host.allotment().cpus().isPresent() || !own
            ? host.allotment().cpus()
            : OptionalDouble.of(host.logicalCpus()),
        host.allotment().memoryBytes().isPresent() || !own
            ? host.allotment().memoryBytes()
            : host.memoryBytes());
  }

  /**
   * Returns the number of CPUs held.
   *
   * @param ownShare the process's share of the CPU time that was used, from 0 to 1
   * @param logicalCpus of the machine
   */
  double heldCpus(double ownShare, int logicalCpus) {
    return cpus.orElse(ownShare * logicalCpus);
  }

  /** Returns the memory held in bytes; NaN if unknown. */
  double heldMemoryBytes(OptionalLong residentBytes) {
    OptionalLong held = memoryBytes.isPresent() ? memoryBytes : residentBytes;
    return held.isPresent() ? held.getAsLong() : Double.NaN;
  }

  /** As it is written in the log: {@code 2.00 CPUs and 4.0 GB}. */
  @Override
  public String toString() {
    return "%s and %s"
        .formatted(
            cpus.isPresent()
                ? String.format(Locale.ROOT, "%.3g CPUs", cpus.getAsDouble())
                : "its share of the CPU time",
            memoryBytes.isPresent()
                ? String.format(Locale.ROOT, "%.1f GB", memoryBytes.getAsLong() / 1e9)
                : "the memory in use");
  }
}
