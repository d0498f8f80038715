// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;

/**
 * The readings of the whole process's counters at one instant, or the difference of two of them.
 * The counters only grow. Where they start does not matter.
 *
 * <p>Each may be {@link ResourceUse#UNKNOWN}, which is not 0.
 *
 * @param cpuNanos CPU time in ns of all threads, garbage collection and compilation included;
 *     HotSpot on Linux counts in steps of 10 ms
 * @param gcCpuNanos CPU time in ns of garbage collection alone, a part of {@code cpuNanos}
 * @param allocatedBytes heap bytes allocated by all threads
 */
public record ProcessUse(long cpuNanos, long gcCpuNanos, long allocatedBytes) {

  /** Returns the use since an earlier reading; unknown where either reading is unknown. */
  public ProcessUse since(ProcessUse earlier) {
    return new ProcessUse(
        ResourceUse.between(earlier.cpuNanos, cpuNanos),
        ResourceUse.between(earlier.gcCpuNanos, gcCpuNanos),
        ResourceUse.between(earlier.allocatedBytes, allocatedBytes));
  }
}
