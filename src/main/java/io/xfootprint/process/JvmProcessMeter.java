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

/**
 * The process meter of this JVM. It reads each counter by itself, so that a failure of one leaves
 * the others.
 *
 * <p>Each figure only grows, whatever the counters do: use is the difference of two readings, and
 * must not be negative.
 */
final class JvmProcessMeter implements ProcessMeter {

  private final LongSupplier cpu;
  private final GcClock gc;
  private final LongSupplier bytes;
  private final MonotonicDelta cpuGrowth = new MonotonicDelta();
  private final MonotonicDelta gcGrowth = new MonotonicDelta();
  private long cpuNanos;
  private long gcNanos;
  private long allocatedBytes;

  /** CPU time that the clock has counted and {@link #read} has not returned yet. */
  private long waitingGcNanos;

  /**
   * Creates a meter of three counters, which return a negative value or throw where they are
   * unknown.
   *
   * @param cpu CPU time in ns of the process
   * @param gc CPU time in ns of garbage collection
   * @param bytes heap bytes allocated by all threads
   */
  JvmProcessMeter(LongSupplier cpu, GcClock gc, LongSupplier bytes) {
    this.cpu = cpu;
    this.gc = gc;
    this.bytes = bytes;
  }

  /** Creates the meter of this JVM. The clocks are in the order of their exactness. */
  static JvmProcessMeter create() {
    return new JvmProcessMeter(
        ProcessCpu::nanos,
        new GcClockChain(
            List.of(
                BeanGcClock::ofJvm,
                () -> PerfGcClock.ofJvm(vmThread()),
                () -> TaskGcClock.ofJvm(vmThread()),
                JvmProcessMeter::bound)),
        AllocatedBytes.ofJvm());
  }

  /** Creates a share for each clock, as it counts from its clock's first reading. */
  static VmThreadShare vmThread() {
    return new VmThreadShare(CollectionTime.ofJvm()::pauseNanos);
  }

  /** Creates the last clock of the chain, which every JVM has. */
  static GcClock bound() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return new BoundGcClock(
        ProcessCpu::nanos,
        new LiveThreads(threads::getAllThreadIds, threads::getThreadCpuTime)::total,
        CollectionTime.ofJvm()::boundNanos);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Garbage collection is read first, so that the process's CPU time includes it. It is returned
   * as far as the process's CPU time has grown since the last reading. That counts in steps of 10
   * ms, so the rest waits for the next reading.
   */
  @Override
  public ProcessUse read() {
    long gcNow = gc.nanos();
    long cpuNow = MonotonicDelta.reading(cpu);
    waitingGcNanos += gcGrowth.to(gcNow);
    long step = Math.min(waitingGcNanos, cpuGrowth.to(cpuNow));
    waitingGcNanos -= step;
    gcNanos += step;
    cpuNanos = Math.max(cpuNanos, cpuNow);
    long bytesNow = MonotonicDelta.reading(bytes);
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
    if (MonotonicDelta.reading(bytes) < 0) {
      unknown.add("allocated bytes, so garbage collection is not shared among routes");
    }
    if (MonotonicDelta.reading(cpu) < 0) {
      unknown.add("the CPU time of the process, so there is no background line");
    }
    if (unknown.isEmpty()) {
      return Optional.empty();
    }
    String gap = "The JVM does not report " + String.join("; nor ", unknown);
    return Optional.of(
        JdkModule.JDK_MANAGEMENT.isInJvm()
            ? gap
            : gap + ": " + JdkModule.JDK_MANAGEMENT.missingSentence());
  }
}
