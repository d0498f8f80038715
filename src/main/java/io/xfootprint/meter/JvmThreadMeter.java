// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The thread meter of this JVM: its own counters, and estimates for virtual threads, which have
 * none.
 *
 * <p>It reads total CPU time, user and system together, which takes 0.45 us. The user part alone
 * would take 8.6 us and count in steps of 10 ms.
 *
 * <p>Safe for use by many threads. The thread that samples starts with the first pass on a virtual
 * thread; an application without any never has it.
 */
final class JvmThreadMeter implements ThreadMeter {

  private final ThreadMXBean threads;

  /** Of this meter alone; the carriers that it samples are common to all meters of the JVM. */
  private final CarrierSampler sampler =
      new CarrierSampler(JvmCarriers.INSTANCE, System::nanoTime, SamplerThread.STEP_NANOS);

  private final SamplerThread samplerThread = new SamplerThread(sampler, this::cpuNanos);

  private JvmThreadMeter(ThreadMXBean threads) {
    this.threads = threads;
  }

  static ThreadMeter create() {
    return new JvmThreadMeter(ManagementFactory.getThreadMXBean());
  }

  @Override
  public long cpuNanos() {
    try {
      return threads.getCurrentThreadCpuTime();
    } catch (UnsupportedOperationException e) {
      // A JVM that does not count CPU time throws; one in which it is switched off returns -1.
      return ResourceUse.UNKNOWN;
    }
  }

  @Override
  public long allocatedBytes() {
    return HeapBytes.ofCurrentThread();
  }

  @Override
  public @Nullable VirtualPass beginVirtual() {
    if (!VirtualThreads.isCurrent()) {
      return null;
    }
    VirtualPass pass = sampler.begin();
    // Woken after the pass is in the list, so that the thread finds it.
    if (pass != null) {
      samplerThread.wake();
    }
    return pass;
  }

  @Override
  public void close() {
    samplerThread.close();
  }
}
