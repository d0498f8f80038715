// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.HeapBytes;
import io.xfootprint.meter.ResourceUse;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * A counter of the heap bytes that all threads have allocated. The JVM's total (JDK 21 and later)
 * includes threads that have ended. Where the total does not work, or no longer works, live threads
 * are added up instead. Where the counter starts does not matter.
 *
 * <p>Never throws. For use by one thread at a time.
 */
final class AllocatedBytes implements LongSupplier {

  private final LongSupplier live;
  private LongSupplier source;
  private MonotonicDelta growth = new MonotonicDelta();
  private long bytes;

  /**
   * Creates a counter from two others, which return a negative value or throw where they are
   * unknown.
   *
   * @param total bytes of all threads
   * @param live bytes of live threads
   */
  AllocatedBytes(LongSupplier total, LongSupplier live) {
    this.live = live;
    source = total;
  }

  static AllocatedBytes ofJvm() {
    return new AllocatedBytes(
        HeapBytes::ofAllThreads,
        new LiveThreads(
                () -> ManagementFactory.getThreadMXBean().getAllThreadIds(), HeapBytes::ofThread)
            ::total);
  }

  @Override
  public long getAsLong() {
    // From the total to live threads there is no way back: the two start at different values.
    long now = MonotonicDelta.reading(source);
    if (now < 0 && source != live) {
      now = MonotonicDelta.reading(live);
      if (now >= 0) {
        source = live;
        growth = new MonotonicDelta();
      }
    }
    bytes += growth.to(now);
    return now < 0 ? ResourceUse.UNKNOWN : bytes;
  }
}
