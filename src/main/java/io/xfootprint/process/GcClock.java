// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;

/**
 * A counter of the CPU time of garbage collection. Where it starts does not matter.
 *
 * <p>May throw, as beans and files do; {@link GcClockChain} handles that. For use by one thread at
 * a time.
 */
interface GcClock {

  /** Returns the CPU time in ns up to now, or {@link ResourceUse#UNKNOWN}. */
  long nanos();

  /** Returns where the time comes from for the log, such as {@code the collector's threads}. */
  String source();
}
