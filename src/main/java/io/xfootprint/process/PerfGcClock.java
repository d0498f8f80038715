// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * HotSpot's performance counters, JDK 22 to 25, with G1 and Parallel; unit ns, whatever {@code
 * sun.os.hrt.frequency} is.
 *
 * <p>The counters of the groups of threads are added up here. {@code sun.threads.total_gc_cpu_time}
 * is not taken: it is there with all collectors but stays 0 with Serial, ZGC and Shenandoah, and
 * with G1 it is renewed at pauses only. A group's counter is renewed after each pause, phase of
 * marking or stretch of refinement, so a marking that lasts over windows is told in the one in
 * which it ends. Both leave out the VM's thread, see {@link VmThreadShare}.
 *
 * <p>The file's name holds the process's number as the process itself sees it, so containers that
 * share {@code /tmp} have the same name; the instant at which the JVM was up, in ms, tells whether
 * the file is ours.
 */
final class PerfGcClock implements GcClock {

  /** 32 kB by default. */
  private static final int MAX_BYTES = 1 << 20;

  private static final String GROUP = "sun.threads.cpu_time.gc_";
  private static final String WORKERS = GROUP + "parallel_workers";
  private static final String DEDUPLICATION = "sun.threads.cpu_time.conc_dedup";
  private static final String VM_THREAD = "sun.threads.cpu_time.vm";
  private static final String STARTED = "sun.rt.vmInitDoneTime";

  private final Path file;
  private final long startedMillis;
  private final VmThreadShare vmThread;

  PerfGcClock(Path file, long startedMillis, VmThreadShare vmThread) {
    this.file = file;
    this.startedMillis = startedMillis;
    this.vmThread = vmThread;
  }

  static PerfGcClock ofJvm(VmThreadShare vmThread) {
    return new PerfGcClock(
        fileOfJvm(), ManagementFactory.getRuntimeMXBean().getStartTime(), vmThread);
  }

  /** On Linux HotSpot uses /tmp whatever the property says, elsewhere the user's own folder. */
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
      // Anyone may have put a pipe into /tmp; to open it would wait for its writer.
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(file.toString());
      }
      return contents();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A stream and no channel: a channel fails where the thread was interrupted. */
  private byte[] contents() throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return in.readNBytes(MAX_BYTES);
    }
  }

  @Override
  public String source() {
    return "HotSpot's performance counters";
  }
}
