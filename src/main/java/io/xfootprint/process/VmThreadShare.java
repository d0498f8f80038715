// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import java.util.function.LongSupplier;

/**
 * The part of the VM thread's CPU time that is garbage collection.
 *
 * <p>The VM thread is the Serial collector itself, and it leads the pauses of the other collectors
 * (0.5 to 6 % of their CPU time). But it has other work too: a dump of 200 threads takes it 5 to 9
 * ms. So its CPU time counts only as far as there were pauses of collections.
 */
final class VmThreadShare {

  private final LongSupplier pauseNanos;
  private final MonotonicDelta threadGrowth = new MonotonicDelta();
  private final MonotonicDelta pauseGrowth = new MonotonicDelta();
  private long nanos;

  /**
   * Creates a share that has counted nothing.
   *
   * @param pauseNanos elapsed time in ns of all pauses for collections
   */
  VmThreadShare(LongSupplier pauseNanos) {
    this.pauseNanos = pauseNanos;
  }

  /**
   * Returns the CPU time in ns of garbage collection over all readings up to now.
   *
   * @param threadNanos CPU time of the thread in ns, read just before this call. No Java thread
   *     runs in a pause, so by now the beans have counted every pause that is in it
   */
  long nanos(long threadNanos) {
    nanos += Math.min(threadGrowth.to(threadNanos), pauseGrowth.to(pauseNanos.getAsLong()));
    return nanos;
  }
}
