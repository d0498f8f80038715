// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.JdkManagement;
import io.xfootprint.meter.ResourceUse;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads the CPU time of the process from the JVM's bean. On a JVM without the module {@code
 * jdk.management} it uses the operating system's figure. On Linux both count in steps of 10 ms.
 */
final class ProcessCpu {

  private static final @Nullable MethodHandle OF_BEAN =
      JdkManagement.method("OperatingSystemMXBean", "getProcessCpuTime", long.class);

  private ProcessCpu() {}

  /**
   * Returns the CPU time in ns of all threads up to now, or unknown. Includes threads that are not
   * Java's, such as the compiler's and the collector's. Never throws.
   */
  static long nanos() {
    long nanos = ofBean();
    return nanos < 0 ? ofSystem() : nanos;
  }

  private static long ofBean() {
    try {
      return OF_BEAN == null ? ResourceUse.UNKNOWN : (long) OF_BEAN.invokeExact();
    } catch (Throwable e) {
      return ResourceUse.UNKNOWN;
    }
  }

  /** Returns the operating system's figure, or unknown. */
  static long ofSystem() {
    try {
      return ProcessHandle.current()
          .info()
          .totalCpuDuration()
          .map(Duration::toNanos)
          .orElse(ResourceUse.UNKNOWN);
    } catch (UnsupportedOperationException | SecurityException e) {
      return ResourceUse.UNKNOWN;
    }
  }
}
