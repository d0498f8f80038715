// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import io.xfootprint.model.Coefficients;
import io.xfootprint.model.Machine;
import java.util.Optional;

/**
 * An instance type on which the work could be done. Immutable.
 *
 * @param name such as {@code aws/m7g.large}
 * @param cpus number of its vCPUs
 * @param gigabytes its memory, in GB as clouds count
 * @param embodiedGramsPerHour emissions of making it, in gCO2e for each hour
 * @param power what its energy rests on
 * @param joulesPerCpuSecond energy above idle of a CPU-second, in J, on a host that is half busy
 * @param idleWattsPerCpu idle power of a vCPU in W
 */
record OtherMachine(
    String name,
    double cpus,
    double gigabytes,
    double embodiedGramsPerHour,
    PowerFigures power,
    double joulesPerCpuSecond,
    double idleWattsPerCpu) {

  private static final double SECONDS_PER_HOUR = 3600;

  /** Figures have three decimals, so the low end itself may look a little above it. */
  private static final double ROUNDING = 1.001;

  /**
   * Returns an instance type; empty if its embodied emissions are not above the low end of what the
   * default figures say. That is an error of the table: some types of 200 vCPUs have those of 20,
   * and would lead every list.
   */
  static Optional<OtherMachine> of(Machine machine, Machine.InstanceType type, PowerFigures power) {
    double byDefault =
        Coefficients.embodiedGramsPerCpuHour() * type.vcpus()
            + Coefficients.embodiedGramsPerGigabyteHour() * type.memoryGigabytes();
    double embodied = type.embodiedGramsPerHour().orElse(byDefault);
    double low = power.uncertainty().embodied().low(byDefault);
    return Optional.of(
            new OtherMachine(
                machine.name(),
                type.vcpus(),
                type.memoryGigabytes(),
                embodied,
                power,
                power.model().joulesPerCpuSecond(Coefficients.utilisationOfVirtualMachine()),
                power.model().idleWattsPerCpu()))
        .filter(other -> embodied > low * ROUNDING);
  }

  boolean fits(Need need) {
    return need.fits(cpus, gigabytes);
  }

  /** Returns the cloud that has it. */
  String provider() {
    return name.substring(0, name.indexOf('/'));
  }

  /**
   * Returns what the work takes on it. Where a whole machine is held now, the whole of this one is
   * held for as long; where a part is held, as many vCPUs and GB of this one.
   */
  Bill bill(Work work, Need need) {
    double hours = need.whole() ? work.cpuHours() / need.cpus() : work.cpuHours() / cpus;
    double cpuHours = need.whole() ? hours * cpus : work.cpuHours();
    double gigabyteHours = need.whole() ? hours * gigabytes : work.gigabyteHours();
    return new Bill(
        work.cpuSeconds() * Coefficients.cpuSecondsElsewhere() * joulesPerCpuSecond,
        cpuHours * idleWattsPerCpu * SECONDS_PER_HOUR,
        gigabyteHours * Coefficients.memoryWattsPerGigabyte() * SECONDS_PER_HOUR,
        hours * embodiedGramsPerHour);
  }
}
