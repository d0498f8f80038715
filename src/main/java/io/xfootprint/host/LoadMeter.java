// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads how busy the machine was since the last reading: its threads, and the cores below them.
 *
 * <p>Of two threads of a core, readings only say how much of the time each was busy. They count as
 * independent of each other: if each was busy half of the time, both were for a quarter of it.
 *
 * <p>For use by one thread.
 */
final class LoadMeter {

  /**
   * The work that a core does with one busy thread, as a share of its work with all: two threads do
   * 1.2 to 1.6 times the work of one in server Java. This is 1 / 1.6; the other end would be 0.83.
   */
  static final double WORK_OF_ONE_THREAD = 0.625;

  private final LinuxMachine linux;

  /** The ticks of all CPUs where Linux's files are missing; null if they are unknown. */
  private final Supplier<long @Nullable []> otherwise;

  private Map<String, CpuTicks> before = Map.of();

  // Of the CPUs that were online at the last reading; CPUs may come and go.
  private Set<String> online = Set.of();
  private List<List<String>> cores = List.of();

  /** Whether cores may be seen. A virtual machine shows none, and then no single CPU is read. */
  private boolean seesCores = true;

  /** Whether clocks of threads leave out steal time; empty before it is needed, and if unknown. */
  private Optional<Boolean> clocksLeaveOutStealTime = Optional.empty();

  private boolean stealTimeSeen;

  LoadMeter(LinuxMachine linux, Supplier<long @Nullable []> otherwise) {
    this.linux = linux;
    this.otherwise = otherwise;
  }

  /** Returns the load since the last call; unknown at the first, and if no time has passed. */
  Load read() {
    Map<String, CpuTicks> past = before;
    Map<String, CpuTicks> now = ticks();
    before = now;
    CpuTicks passed = since(past, now, LinuxMachine.ALL_CPUS);
    if (seesCores && !online.equals(now.keySet())) {
      online = now.keySet();
      cores = linux.cores(online);
      seesCores = linux.showsCores();
    }
    double ranShare = passed.ranShare();
    if (ranShare < 1 && !stealTimeSeen) {
      // Most machines have none, and need not look for how it is counted.
      stealTimeSeen = true;
      clocksLeaveOutStealTime = linux.clocksLeaveOutStealTime();
    }
    return new Load(
        passed.busyShare(),
        throughputShare(past, now, passed.busyShare()),
        clocksLeaveOutStealTime.orElse(false) ? 1 : ranShare,
        clocksLeaveOutStealTime.orElse(true) ? 1 : ranShare);
  }

  private Map<String, CpuTicks> ticks() {
    Map<String, CpuTicks> ticks = linux.cpuTicks(seesCores ? Integer.MAX_VALUE : 0);
    long[] ofAll = ticks.isEmpty() ? otherwise.get() : null;
    return ofAll == null ? ticks : Map.of(LinuxMachine.ALL_CPUS, CpuTicks.of(ofAll));
  }

  /** Returns the ticks of a CPU between two readings; none if either does not have them. */
  private static CpuTicks since(
      Map<String, CpuTicks> before, Map<String, CpuTicks> now, String cpu) {
    CpuTicks ticksBefore = before.get(cpu);
    CpuTicks ticks = now.get(cpu);
    return ticksBefore == null || ticks == null ? CpuTicks.NONE : ticks.since(ticksBefore);
  }

  /** Returns the work done as a share of what all cores can do; else what is given. */
  private double throughputShare(
      Map<String, CpuTicks> before, Map<String, CpuTicks> now, double otherwiseShare) {
    double work = 0;
    double busy = 0;
    for (List<String> core : cores) {
      double noneBusy = 1;
      double busyThreads = 0;
      for (String cpu : core) {
        double share = since(before, now, cpu).busyShare();
        noneBusy *= 1 - share;
        busyThreads += share;
      }
      busy += busyThreads;
      work += work(core.size(), 1 - noneBusy, busyThreads);
    }
    // The ratio, as the ticks of all CPUs are rounded otherwise than those of each.
    double ratio = work / busy;
    return ratio >= 1 ? Math.min(1, otherwiseShare * ratio) : otherwiseShare;
  }

  /**
   * Returns the mean work of a core, in threads of a fully busy one.
   *
   * @param threads number of its threads
   * @param anyBusy share of the time in which at least one was busy
   * @param busyThreads mean number of busy threads
   */
  private static double work(int threads, double anyBusy, double busyThreads) {
    if (threads == 1) {
      return busyThreads;
    }
    double ofEachFurther = (1 - WORK_OF_ONE_THREAD) / (threads - 1);
    return threads * (WORK_OF_ONE_THREAD * anyBusy + ofEachFurther * (busyThreads - anyBusy));
  }
}
