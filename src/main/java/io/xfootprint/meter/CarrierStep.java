// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

/** The use of a carrier from one sample to the next. For use by one thread. */
final class CarrierStep {

  private final Carrier carrier;
  private long cpuReading;
  private long bytesReading;
  private long cpuNanos;
  private long allocatedBytes;

  /** Creates a step of no use. */
  CarrierStep(Carrier carrier) {
    this.carrier = carrier;
    cpuReading = carrier.cpuNanos();
    bytesReading = carrier.allocatedBytes();
  }

  /** Ends a step and starts the next one; returns whether the carrier's thread is alive. */
  boolean advance() {
    long cpu = carrier.cpuNanos();
    long bytes = carrier.allocatedBytes();
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
