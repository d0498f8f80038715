// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The counters of the current thread, as the JVM gives them. */
final class ThreadClock {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ThreadClock() {}

  static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  static long allocatedBytes() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** Works until the thread has used this much more CPU time. */
  static void burn(long nanos) {
    long end = cpuNanos() + nanos;
    while (cpuNanos() < end) {
      Thread.onSpinWait();
    }
  }
}
