// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.data.SmallFile;
import io.xfootprint.meter.ResourceUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads HotSpot's performance counters, in JDK 22 to 25 with G1 and Parallel. Their unit is ns,
 * whatever {@code sun.os.hrt.frequency} says.
 *
 * <p>The sum is that of the groups of threads. {@code sun.threads.total_gc_cpu_time} is no
 * alternative: it exists with all collectors but stays 0 with Serial, ZGC and Shenandoah, and G1
 * updates it at pauses only. HotSpot updates a group's counter after each pause, phase of marking
 * or stretch of refinement, so a marking that lasts over several windows counts in the window in
 * which it ends. Both leave out the VM thread; see {@link VmThreadShare}.
 *
 * <p>The file is named after the process's number as the process itself sees it, so containers that
 * share {@code /tmp} use the same name. The instant at which the JVM was up, in ms, shows whether
 * the file is ours.
 */
final class PerfGcClock implements GcClock {

  /** Much more than the file's 32 kB by default; {@code -XX:PerfDataMemorySize} can enlarge it. */
  private static final int MAX_BYTES = 1 << 20;

  private static final String GROUP = "sun.threads.cpu_time.gc_";
  private static final String WORKERS = GROUP + "parallel_workers";
  private static final String DEDUPLICATION = "sun.threads.cpu_time.conc_dedup";
  private static final String VM_THREAD = "sun.threads.cpu_time.vm";
  private static final String STARTED = "sun.rt.vmInitDoneTime";

  private final Path file;
  private final long startedMillis;
  private final VmThreadShare vmThread;

  /**
   * Creates a clock. Reads nothing.
   *
   * @param file the JVM's file of counters
   * @param startedMillis the instant at which this JVM was up, in ms since 1970
   * @param vmThread finds the part of the VM thread's time that is garbage collection
   */
  PerfGcClock(Path file, long startedMillis, VmThreadShare vmThread) {
    this.file = file;
    this.startedMillis = startedMillis;
    this.vmThread = vmThread;
  }

  static PerfGcClock ofJvm(VmThreadShare vmThread) {
    return new PerfGcClock(
        fileOfJvm(), ManagementFactory.getRuntimeMXBean().getStartTime(), vmThread);
  }

  /** On Linux HotSpot uses /tmp, whatever the property says; elsewhere the user's own folder. */
  private static Path fileOfJvm() {
    Path folder = Path.of("hsperfdata_" + System.getProperty("user.name"));
    Path file = folder.resolve(Long.toString(ProcessHandle.current().pid()));
    Path shared = Path.of("/tmp").resolve(file);
    return Files.exists(shared)
        ? shared
        : Path.of(System.getProperty("java.io.tmpdir")).resolve(file);
  }

  @Override
  public long nanos() {
    Map<String, Long> counters = PerfCounters.parse(bytes());
    if (counters.getOrDefault(STARTED, -1L) != startedMillis || !counters.containsKey(WORKERS)) {
      return ResourceUse.UNKNOWN;
    }
    long nanos = vmThread.nanos(counters.getOrDefault(VM_THREAD, -1L));
    for (Map.Entry<String, Long> counter : counters.entrySet()) {
      if (counter.getKey().startsWith(GROUP) || counter.getKey().equals(DEDUPLICATION)) {
        nanos += counter.getValue();
      }
    }
    return nanos;
  }

  private byte[] bytes() {
    try {
      return SmallFile.bytes(file.toFile(), MAX_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String source() {
    return "HotSpot's performance counters";
  }
}
