// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.JdkModule;
import io.xfootprint.meter.ResourceUse;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Reads the process's own counters, each by itself, so that one that fails leaves the others. */
final class JvmProcessMeter implements ProcessMeter {

  private final LongSupplier cpu;
  private final GcClock gc;
  private final LongSupplier bytes;
  private final MonotonicDelta cpuGrowth = new MonotonicDelta();
  private final MonotonicDelta gcGrowth = new MonotonicDelta();
  private long cpuNanos;
  private long gcNanos;
  private long allocatedBytes;

  /** Told by the clock, but not yet by us. */
  private long waitingGcNanos;

  JvmProcessMeter(LongSupplier cpu, GcClock gc, LongSupplier bytes) {
    this.cpu = cpu;
    this.gc = gc;
    this.bytes = bytes;
  }

  static JvmProcessMeter create() {
    return new JvmProcessMeter(
        ProcessCpu::nanos,
        new GcClockChain(
            List.of(
                BeanGcClock::ofJvm,
                () -> PerfGcClock.ofJvm(vmThread()),
                () -> TaskGcClock.ofJvm(vmThread()),
                JvmProcessMeter::bound)),
        orUnknown(AllocatedBytes::ofJvm));
  }

  static VmThreadShare vmThread() {
    return new VmThreadShare(CollectionTime.ofJvm()::pauseNanos);
  }

  static GcClock bound() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return new BoundGcClock(
        ProcessCpu::nanos,
        new LiveThreads(
                threads::getAllThreadIds,
                ids -> LongStream.of(ids).map(threads::getThreadCpuTime).toArray())
            ::total,
        CollectionTime.ofJvm()::boundNanos);
  }

  /** Survives other makes of JVMs. */
  private static LongSupplier orUnknown(Supplier<LongSupplier> counter) {
    try {
      return counter.get();
    } catch (RuntimeException | LinkageError e) {
      return () -> ResourceUse.UNKNOWN;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Garbage collection is read first, and told as far as the process's CPU time has grown since
   * the last reading; the rest, as that counts in steps of 10 ms, is told at the next one.
   */
  @Override
  public ProcessUse read() {
    long gcNow = gc.nanos();
    long cpuNow = reading(cpu);
    waitingGcNanos += gcGrowth.to(gcNow);
    long step = Math.min(waitingGcNanos, cpuGrowth.to(cpuNow));
    waitingGcNanos -= step;
    gcNanos += step;
    cpuNanos = Math.max(cpuNanos, cpuNow);
    long bytesNow = reading(bytes);
    allocatedBytes = Math.max(allocatedBytes, bytesNow);
    return new ProcessUse(
        cpuNow < 0 ? ResourceUse.UNKNOWN : cpuNanos,
        cpuNow < 0 || gcNow < 0 ? ResourceUse.UNKNOWN : gcNanos,
        bytesNow < 0 ? ResourceUse.UNKNOWN : allocatedBytes);
  }

  @Override
  public String gcSource() {
    return gc.source();
  }

  @Override
  public Optional<String> gap() {
    List<String> unknown = new ArrayList<>();
    if (reading(bytes) < 0) {
      unknown.add("allocated bytes, so garbage collection is not shared among routes");
    }
    if (reading(cpu) < 0) {
      unknown.add("the CPU time of the process, so there is no background line");
    }
    if (unknown.isEmpty()) {
      return Optional.empty();
    }
    String gap = "The JVM does not tell " + String.join("; nor ", unknown);
    return Optional.of(
        JdkModule.JDK_MANAGEMENT.isInJvm()
            ? gap
            : gap + ": " + JdkModule.JDK_MANAGEMENT.isMissing());
  }

  /** Takes a counter that fails for unknown. */
  static long reading(LongSupplier counter) {
    try {
      return counter.getAsLong();
    } catch (RuntimeException | LinkageError e) {
      return ResourceUse.UNKNOWN;
    }
  }
}
