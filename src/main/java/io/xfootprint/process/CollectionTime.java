// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.JdkManagement;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The elapsed time of garbage collections by the JVM's beans, which count whole milliseconds.
 *
 * <p>Beans called {@code ... Cycles} (ZGC, Shenandoah) count concurrent work while the application
 * runs. All others count pauses, also {@code G1 Concurrent GC}, which has those of remark and
 * cleanup. No bean counts G1's concurrent marking.
 *
 * @param beans the beans of the collectors in use
 * @param pauseThreads the most threads that work in a pause
 * @param cycleThreads the most threads that work beside the application
 */
record CollectionTime(List<GarbageCollectorMXBean> beans, int pauseThreads, int cycleThreads) {

  private static final long NANOS_PER_MILLI = 1_000_000;

  static CollectionTime ofJvm() {
    return new CollectionTime(
        ManagementFactory.getGarbageCollectorMXBeans(),
        threads("ParallelGCThreads"),
        threads("ConcGCThreads"));
  }

  /** Returns the value of a HotSpot option, at least 1 and at most the number of CPUs. */
  private static int threads(String option) {
    int cpus = Runtime.getRuntime().availableProcessors();
    // The option is 0 with the Serial collector, which has one thread.
    return Math.max(1, Math.min(cpus, JdkManagement.option(option).orElse(cpus)));
  }

  /** Returns the time in ns of all pauses. */
  long pauseNanos() {
    return nanos(false);
  }

  /** Returns the most CPU time in ns that all threads of the collector can have used. */
  long boundNanos() {
    return nanos(false) * pauseThreads + nanos(true) * cycleThreads;
  }

  /** Adds up the beans of concurrent cycles, or those of pauses. */
  private long nanos(boolean ofCycles) {
    long millis = 0;
    for (GarbageCollectorMXBean bean : beans) {
      if (bean.getName().endsWith("Cycles") == ofCycles) {
        millis += Math.max(0, bean.getCollectionTime());
      }
    }
    return millis * NANOS_PER_MILLI;
  }
}
