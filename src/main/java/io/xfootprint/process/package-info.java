// SPDX-License-Identifier: Apache-2.0
/**
 * The resource use of the whole process: CPU time, allocated bytes, garbage collection. {@link
 * io.xfootprint.process.ProcessMeter} reads it once per window.
 *
 * <p>JVMs report the CPU time of garbage collection in different ways. {@code GcClockChain} tries
 * the clocks from the best to the coarsest: the JVM's counter, HotSpot's performance counters, the
 * kernel's list of threads, and the time of collections as a bound.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.process;

import org.jspecify.annotations.NullMarked;
