// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

/**
 * An estimate of the use of a stretch of work on a virtual thread, for which the JVM has no
 * counters.
 *
 * <p>It replaces the two readings of a {@link Segment}. Belongs to the thread that does the work.
 */
interface VirtualPass {

  /** In place of the CPU time of a sample: the use was measured, or is unknown. */
  long NOT_ESTIMATED = -1;

  /** Returns the use since the last call, or since the start; unknown if it cannot be estimated. */
  ResourceUse take();

  /**
   * Returns the CPU time in ns of one sample, if samples gave the figures that {@link #take}
   * returned last; 0 if counters gave them; {@link #NOT_ESTIMATED} if they are unknown.
   */
  long precisionNanos();

  /** Ends the stretch, after the last {@link #take}. */
  void end();
}
