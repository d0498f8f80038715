// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

/** What is summed in each line of the books. The unit is in the name. */
public enum Metric {
  /** Number of requests. */
  REQUESTS,
  /** Number of those that failed: status 500 to 599, or an exception. */
  ERRORS,
  /** Number of those whose CPU time, and so their energy, is not known. */
  WITHOUT_CPU,
  /** Number of those whose allocated bytes are not known. */
  WITHOUT_BYTES,
  /** Number of those whose figures were estimated in part, as on virtual threads. */
  ESTIMATED,
  /** CPU time in ns. */
  CPU_NANOS,
  /** Part of it that garbage collection took, in ns: its threads are part of the background. */
  GC_CPU_NANOS,
  /** Heap bytes allocated. */
  ALLOCATED_BYTES,
  /** Energy in nJ. */
  ENERGY_NANOJOULES,
  /** Part of it which is the share of garbage collection, in nJ. */
  GC_NANOJOULES,
  /** Emissions in pg CO2e. */
  EMISSIONS_PICOGRAMS,
  /** Least energy that this may stand for, in nJ. */
  LOW_NANOJOULES,
  /** Most energy that this may stand for, in nJ. */
  HIGH_NANOJOULES,
  /** Least emissions that this may stand for, in pg CO2e. */
  LOW_PICOGRAMS,
  /** Most emissions that this may stand for, in pg CO2e. */
  HIGH_PICOGRAMS
}
