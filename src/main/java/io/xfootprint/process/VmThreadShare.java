// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import java.util.function.LongSupplier;

/**
 * What of the VM's own thread is garbage collection.
 *
 * <p>It is the collector where the Serial one is used, and leads the pauses of the others (0.5 to 6
 * % of their CPU time). But it does other things too: a dump of 200 threads takes it 5 to 9 ms. So
 * its CPU time counts only as far as there were pauses of collections.
 */
final class VmThreadShare {

  private final LongSupplier pauseNanos;
  private final MonotonicDelta threadGrowth = new MonotonicDelta();
  private final MonotonicDelta pauseGrowth = new MonotonicDelta();
  private long nanos;

  VmThreadShare(LongSupplier pauseNanos) {
    this.pauseNanos = pauseNanos;
  }

  /**
   * Returns the share of all readings up to now.
   *
   * @param threadNanos CPU time of the thread in ns, read just before: as no Java thread runs in a
   *     pause, the pauses that are in it are told by the beans when they are asked here
   */
  long nanos(long threadNanos) {
    nanos += Math.min(threadGrowth.to(threadNanos), pauseGrowth.to(pauseNanos.getAsLong()));
    return nanos;
  }
}
