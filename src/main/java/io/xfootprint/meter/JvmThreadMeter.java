// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JVM's own counters.
 *
 * <p>Total CPU time only: the user part alone would cost 8.6 us a reading and come in steps of 10
 * ms.
 */
final class JvmThreadMeter implements ThreadMeter {

  private final ThreadMXBean threads;

  /** Null where the JVM counts no bytes, as on other makes than HotSpot. */
  private final com.sun.management.@Nullable ThreadMXBean bytes;

  private final CarrierSampler sampler =
      new CarrierSampler(JvmCarriers.INSTANCE, System::nanoTime, SamplerThread.STEP_NANOS);

  private final SamplerThread samplerThread = new SamplerThread(sampler, this::cpuNanos);

  private JvmThreadMeter(ThreadMXBean threads, com.sun.management.@Nullable ThreadMXBean bytes) {
    this.threads = threads;
    this.bytes = bytes;
  }

  static ThreadMeter create() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return new JvmThreadMeter(threads, bytesOf(threads));
  }

  private static com.sun.management.@Nullable ThreadMXBean bytesOf(ThreadMXBean threads) {
    try {
      return threads instanceof com.sun.management.ThreadMXBean bytes
              && bytes.isThreadAllocatedMemorySupported()
          ? bytes
          : null;
    } catch (LinkageError e) {
      // A run-time image without the module jdk.management.
      return null;
    }
  }

  @Override
  public long cpuNanos() {
    try {
      return threads.getCurrentThreadCpuTime();
    } catch (UnsupportedOperationException e) {
      return ResourceUse.UNKNOWN;
    }
  }

  @Override
  public long allocatedBytes() {
    if (bytes == null) {
      return ResourceUse.UNKNOWN;
    }
    try {
      return bytes.getCurrentThreadAllocatedBytes();
    } catch (UnsupportedOperationException e) {
      return ResourceUse.UNKNOWN;
    }
  }

  @Override
  public @Nullable VirtualPass beginVirtual() {
    if (!VirtualThreads.isCurrent()) {
      return null;
    }
    VirtualPass pass = sampler.begin();
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
