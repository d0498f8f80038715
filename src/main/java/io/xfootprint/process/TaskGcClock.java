// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Adds up the CPU time of the collector's threads, which Linux lists with their names below {@code
 * /proc/self/task}.
 *
 * <p>The names are those of G1, Parallel, Serial, ZGC and Shenandoah on JDK 17 and 25; {@code X...}
 * are those of ZGC without generations in JDK 21 to 23. Linux cuts names to 15 bytes.
 *
 * <p>The name of a thread that is not the collector's is read once. With 200 such threads a reading
 * costs 0.3 ms of CPU time (JDK 17 and 25, x86 VM).
 */
final class TaskGcClock implements GcClock {

  private static final Pattern COLLECTOR =
      Pattern.compile(
          "GC Thread#.*|G1 (Conc#|Main Marker|Refine|Service).*"
              + "|[XZ](Director|Driver|Stat|Uncommitter|Unmapper|Worker).*|RuntimeWorker#.*"
              + "|Shenandoah .*|StringDedup.*");

  private static final String VM_THREAD = "VM Thread";

  private final ThreadTasks tasks;
  private final VmThreadShare vmThread;

  /** The last known CPU time in ns of each of the collector's threads, by its number. */
  private Map<String, Long> collectors = new HashMap<>();

  /** The numbers of threads that are not the collector's, whose names need not be read again. */
  private Set<String> others = new HashSet<>();

  /** The number of the VM thread, which lives as long as the JVM; empty until it was seen. */
  private String vmId = "";

  /** CPU time of all of the collector's threads, including those that have ended. */
  private long collectorNanos;

  /** The last reading of the VM thread's CPU time in ns; negative if there is none. */
  private long vmNanos;

  TaskGcClock(Path folder, VmThreadShare vmThread) {
    tasks = new ThreadTasks(folder);
    this.vmThread = vmThread;
  }

  static TaskGcClock ofJvm(VmThreadShare vmThread) {
    return new TaskGcClock(Path.of("/proc/self/task"), vmThread);
  }

  @Override
  public long nanos() {
    // New maps, so that numbers of threads that have ended are forgotten.
    Map<String, Long> lastCollectors = collectors;
    Set<String> lastOthers = others;
    collectors = new HashMap<>();
    others = new HashSet<>();
    vmNanos = ResourceUse.UNKNOWN;
    for (String id : tasks.ids()) {
      if (lastOthers.contains(id)) {
        others.add(id);
      } else {
        read(id, lastCollectors);
      }
    }
    return collectors.isEmpty() && vmNanos < 0
        ? ResourceUse.UNKNOWN
        : collectorNanos + vmThread.nanos(vmNanos);
  }

  /**
   * Reads a thread that may be the collector's. Its name is read each time, but for the VM
   * thread's: another thread may have its number now, and a new thread has the name of its creator
   * for a moment. The creator of a collector's thread is another one, or the VM thread.
   */
  private void read(String id, Map<String, Long> lastCollectors) {
    if (id.equals(vmId)) {
      vmNanos = tasks.cpuNanos(id);
      return;
    }
    Long before = lastCollectors.get(id);
    if (before != null && before > 0 && before == tasks.cpuNanos(id)) {
      // It has not run, so it is the same thread: most collections are far apart.
      collectors.put(id, before);
      return;
    }
    String name = tasks.name(id);
    if (name.equals(VM_THREAD)) {
      vmId = id;
      vmNanos = tasks.cpuNanos(id);
    } else if (COLLECTOR.matcher(name).matches()) {
      add(id, lastCollectors.getOrDefault(id, 0L), tasks.cpuNanos(id));
    } else if (!name.isEmpty()) {
      others.add(id);
    } else if (lastCollectors.containsKey(id)) {
      // It is ending, or no file can be opened. It must not count from 0 at the next reading.
      add(id, lastCollectors.getOrDefault(id, 0L), ResourceUse.UNKNOWN);
    }
  }

  /** Adds the growth of a thread. A lower counter belongs to a new thread with the same number. */
  private void add(String id, long before, long now) {
    if (now >= 0) {
      collectorNanos += now < before ? now : now - before;
    }
    collectors.put(id, now < 0 ? before : now);
  }

  @Override
  public String source() {
    return "the collector's threads";
  }
}
