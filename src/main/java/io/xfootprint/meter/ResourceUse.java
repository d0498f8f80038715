// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

/**
 * The resources that some work used.
 *
 * <p>Either figure may be {@link #UNKNOWN}, which is not 0: the request has used something, and
 * nobody knows how much. So a sum with an unknown part is unknown.
 *
 * @param cpuNanos thread CPU time in nanoseconds, or {@link #UNKNOWN}
 * @param allocatedBytes heap bytes allocated by the threads that did the work, or {@link #UNKNOWN}
 */
public record ResourceUse(long cpuNanos, long allocatedBytes) {

  /** In place of a figure that is not known. The JVM's own beans use the same value. */
  public static final long UNKNOWN = -1;

  /** No use at all. */
  public static final ResourceUse NONE = new ResourceUse(0, 0);

  /** Returns the sum of both. */
  public ResourceUse plus(ResourceUse other) {
    return new ResourceUse(
        sum(cpuNanos, other.cpuNanos), sum(allocatedBytes, other.allocatedBytes));
  }

  /** Returns whether this is known to be nothing. */
  public boolean isNone() {
    return cpuNanos == 0 && allocatedBytes == 0;
  }

  /**
   * Adds two figures; {@link #UNKNOWN} if either is. A sum beyond the largest long stays there,
   * because a negative one would pass for unknown.
   */
  public static long sum(long a, long b) {
    if (a < 0 || b < 0) {
      return UNKNOWN;
    }
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** Returns the difference of two readings; unknown if either is, or if the counter fell. */
  public static long between(long start, long end) {
    return start < 0 || end < start ? UNKNOWN : end - start;
  }
}
