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
 * Adds up the collector's threads, which the kernel of Linux knows by name.
 *
 * <p>Names were seen with G1, Parallel, Serial, ZGC and Shenandoah on JDK 17 and 25; {@code X...}
 * are those of the ZGC without generations of JDK 21 to 23. They are cut to 15 bytes.
 *
 * <p>A thread that is none of the collector's is asked for its name once; with 200 of them a
 * reading costs 0.3 ms of CPU time (JDK 17 and 25, x86 VM).
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

  /** The last CPU time of each of the collector's threads, in ns. */
  private Map<String, Long> collectors = new HashMap<>();

  private Set<String> others = new HashSet<>();

  /** Holds what threads have used that have ended since. */
  private long collectorNanos;

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
   * Asks for the name again, as the number may have become that of another thread, and a new thread
   * has that of its creator for a moment: with the collector's that is another one of them, or the
   * VM's.
   */
  private void read(String id, Map<String, Long> lastCollectors) {
    String name = tasks.name(id);
    if (name.equals(VM_THREAD)) {
      vmNanos = tasks.cpuNanos(id);
    } else if (COLLECTOR.matcher(name).matches()) {
      add(id, lastCollectors.getOrDefault(id, 0L), tasks.cpuNanos(id));
    } else if (!name.isEmpty()) {
      others.add(id);
    } else if (lastCollectors.containsKey(id)) {
      // It ends just now, or no file can be opened: then it must not count from 0 next time.
      add(id, lastCollectors.getOrDefault(id, 0L), ResourceUse.UNKNOWN);
    }
  }

  /** Less than before is another thread with the same number. */
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
