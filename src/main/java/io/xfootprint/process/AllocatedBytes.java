// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.HeapBytes;
import io.xfootprint.meter.ResourceUse;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * Heap bytes that all threads have allocated: by the JVM's total (JDK 21 and later), which holds
 * threads that have ended too; where that does not work, or no longer, of those that live. Where
 * the counter starts does not matter. Never throws; for use by one thread at a time.
 */
final class AllocatedBytes implements LongSupplier {

  private final LongSupplier live;
  private LongSupplier source;
  private MonotonicDelta growth = new MonotonicDelta();
  private long bytes;

  /**
   * Takes two counters, which are negative or throw where they are unknown.
   *
   * @param total of all threads
   * @param live of those that live
   */
  AllocatedBytes(LongSupplier total, LongSupplier live) {
    this.live = live;
    source = total;
  }

  static AllocatedBytes ofJvm() {
    return new AllocatedBytes(
        HeapBytes::ofAllThreads,
        new LiveThreads(ManagementFactory.getThreadMXBean()::getAllThreadIds, HeapBytes::ofThreads)
            ::total);
  }

  @Override
  public long getAsLong() {
    long now = JvmProcessMeter.reading(source);
    if (now < 0 && source != live) {
      now = JvmProcessMeter.reading(live);
      if (now >= 0) {
        source = live;
        growth = new MonotonicDelta();
      }
    }
    bytes += growth.to(now);
    return now < 0 ? ResourceUse.UNKNOWN : bytes;
  }
}
