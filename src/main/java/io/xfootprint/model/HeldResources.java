// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.host.ContainerLimits;
import io.xfootprint.host.Host;
import io.xfootprint.units.Scale;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The part of a machine that is held for the process, whether it is used or not. Idle power, memory
 * and embodied emissions are charged by it.
 *
 * <ul>
 *   <li>A container with a limit holds as much as the limit.
 *   <li>A virtual machine is held as a whole, unless containers share it.
 *   <li>On anything shared with others, such as a whole server, the process holds its share of the
 *       CPU time that all used, and the memory in which it resides.
 * </ul>
 *
 * @param cpus number of CPUs; empty if the process's share of the CPU time decides
 * @param memoryBytes memory; empty if the memory in use by the process decides
 */
public record HeldResources(OptionalDouble cpus, OptionalLong memoryBytes) {

  /**
   * Returns what is held of this machine.
   *
   * <p>CPUs and memory are decided each for itself: a container may have a limit for one of them.
   *
   * @param machine the machine by the settings or as it was found. An instance type that was named
   *     and not found is held with its own CPUs and memory
   */
  public static HeldResources of(Host host, Machine machine) {
    ContainerLimits limits = host.limits();
    if (!machine.virtual() || limits.contained()) {
      return new HeldResources(limits.cpus(), limits.memoryBytes());
    }
    if (!machine.found() && machine.type().isPresent()) {
      Machine.InstanceType type = machine.type().get();
      return new HeldResources(
          OptionalDouble.of(type.vcpus()),
          OptionalLong.of(Math.round(type.memoryGigabytes() * Scale.GIGA)));
    }
    return new HeldResources(
        OptionalDouble.of(limits.cpus().orElse(host.logicalCpus())),
        limits.memoryBytes().isPresent() ? limits.memoryBytes() : host.memoryBytes());
  }

  /**
   * Returns the number of CPUs held.
   *
   * @param ownShare the process's share of the CPU time that all processes used, from 0 to 1
   * @param logicalCpus number of CPUs of the machine
   */
  double heldCpus(double ownShare, int logicalCpus) {
    return cpus.orElse(ownShare * logicalCpus);
  }

  /** Returns the memory held in bytes; NaN if unknown. */
  double heldMemoryBytes(OptionalLong residentBytes) {
    OptionalLong held = memoryBytes.isPresent() ? memoryBytes : residentBytes;
    return held.isPresent() ? held.getAsLong() : Double.NaN;
  }

  /** Returns the text for the log, such as {@code 2.00 CPUs and 4.0 GB}. */
  @Override
  public String toString() {
    return "%s and %s"
        .formatted(
            cpus.isPresent()
                ? String.format(Locale.ROOT, "%.3g CPUs", cpus.getAsDouble())
                : "its share of the CPU time",
            memoryBytes.isPresent()
                ? String.format(Locale.ROOT, "%.1f GB", memoryBytes.getAsLong() / Scale.GIGA)
                : "the memory in use");
  }
}
