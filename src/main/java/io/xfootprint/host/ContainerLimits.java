// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a container is given of its machine.
 *
 * @param contained whether the process shares the machine with others, each in a container of its
 *     own
 * @param cpus CPU time per time that it may use, above 0 and less than the machine has; empty if
 *     that is not limited
 * @param memoryBytes memory that it may hold, less than the machine has; empty if that is not
 *     limited
 */
public record ContainerLimits(boolean contained, OptionalDouble cpus, OptionalLong memoryBytes) {

  /** The process has the machine, as far as can be seen. */
  public static final ContainerLimits WHOLE_MACHINE =
      new ContainerLimits(false, OptionalDouble.empty(), OptionalLong.empty());

  /**
   * Returns whether both give the same. Not {@link #equals}: what the JDK makes for a record keeps
   * the classes of a stopped application.
   */
  public boolean isSameAs(ContainerLimits other) {
    return contained == other.contained
        && cpus.equals(other.cpus)
        && memoryBytes.equals(other.memoryBytes);
  }
}
