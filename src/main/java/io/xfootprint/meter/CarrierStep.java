// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

/**
 * The use of a carrier from one sample to the next, by the growth of its counters.
 *
 * <p>For use by one thread, that of the sampler.
 */
final class CarrierStep {

  private final Carrier carrier;
  private long cpuReading;
  private long bytesReading;
  private long cpuNanos;
  private long allocatedBytes;

  /** Creates a step of no use, and reads where the counters start. */
  CarrierStep(Carrier carrier) {
    this.carrier = carrier;
    cpuReading = carrier.cpuNanos();
    bytesReading = carrier.allocatedBytes();
  }

  /** Ends a step and starts the next one; returns whether the carrier's thread is alive. */
  boolean advance() {
    long cpu = carrier.cpuNanos();
    long bytes = carrier.allocatedBytes();
    // A thread that has ended reads -1, which must not look like a counter that fell.
    cpuNanos = Math.max(0, cpu - cpuReading);
    allocatedBytes = Math.max(0, bytes - bytesReading);
    cpuReading = Math.max(cpuReading, cpu);
    bytesReading = Math.max(bytesReading, bytes);
    return cpu >= 0;
  }

  /** Returns the CPU time in ns of the last step that has ended. */
  long cpuNanos() {
    return cpuNanos;
  }

  /** Returns the bytes allocated in the last step that has ended. */
  long allocatedBytes() {
    return allocatedBytes;
  }
}
