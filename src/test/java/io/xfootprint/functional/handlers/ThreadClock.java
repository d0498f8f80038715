// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The counters of the current thread, as the JVM gives them. */
public final class ThreadClock {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ThreadClock() {}

  public static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  public static long allocatedBytes() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** Works until the thread has used this much more CPU time. */
  public static void burn(long nanos) {
    long end = cpuNanos() + nanos;
    while (cpuNanos() < end) {
      Thread.onSpinWait();
    }
  }
}
