// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.grid.SourcedIntensity;

/**
 * The cost of the process in a window, by category. Unknown figures are negative.
 *
 * <p>The ledger books it: what requests were not charged of {@code active} is the background.
 *
 * @param method the way in which its energy was found
 * @param grid the intensity that priced its energy
 * @param active the use of all its threads and their energy above idle; {@code gcNanojoules} is the
 *     energy of all garbage collection
 * @param gcCpuNanos CPU time of garbage collection, a part of the CPU time of {@code active}
 * @param joulesPerCpuSecond energy of a CPU-second in this window, in J. It is known only at the
 *     end, so requests were charged by the rates of the window before
 * @param idle its share of the machine's idle power
 * @param memory the energy of the memory held
 * @param embodied its share of the embodied emissions, without energy
 */
public record WindowCost(
    EnergyMethod method,
    SourcedIntensity grid,
    Footprint active,
    long gcCpuNanos,
    double joulesPerCpuSecond,
    Footprint idle,
    Footprint memory,
    Footprint embodied) {}
