// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

/**
 * Means of batches of requests of one age of a route. Immutable and safe for use by many threads.
 *
 * @param cpuNanos of the CPU time in ns
 * @param allocatedBytes of the allocated bytes
 */
public record AgeMeans(BatchMeans cpuNanos, BatchMeans allocatedBytes) {

  static final AgeMeans NONE = new AgeMeans(BatchMeans.NONE, BatchMeans.NONE);

  AgeMeans plus(AgeMeans other) {
    return new AgeMeans(cpuNanos.plus(other.cpuNanos), allocatedBytes.plus(other.allocatedBytes));
  }

  AgeMeans since(AgeMeans earlier) {
    return new AgeMeans(
        cpuNanos.since(earlier.cpuNanos), allocatedBytes.since(earlier.allocatedBytes));
  }
}
