// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The part of its machine that a container may use, such as 0.5 CPUs and 512 MB. A container
 * without limits, and a process outside of containers, may use all of it.
 *
 * @param contained whether the process shares the machine with others, each in its own container
 * @param cpus limit in CPUs, above 0 and less than the machine has; empty if there is none
 * @param memoryBytes limit of memory, less than the machine has; empty if there is none
 */
public record ContainerLimits(boolean contained, OptionalDouble cpus, OptionalLong memoryBytes) {

  /** The limits of a process that has the whole machine, as far as can be seen. */
  public static final ContainerLimits WHOLE_MACHINE =
      new ContainerLimits(false, OptionalDouble.empty(), OptionalLong.empty());

  /**
   * Returns whether both are the same. Unlike {@link #equals}, which the JDK makes for records,
   * this does not keep the classes of a stopped application in memory.
   */
  public boolean isSameAs(ContainerLimits other) {
    return contained == other.contained
        && cpus.equals(other.cpus)
        && memoryBytes.equals(other.memoryBytes);
  }
}
