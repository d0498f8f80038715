// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProcessCpuTest {

  /** Steps of the kernel, and what is used between two readings. */
  private static final long TOLERANCE_NANOS = 50_000_000;

  @Test
  void tellsTheSameByTheBeanAndByTheOperatingSystem() {
    long before = ProcessCpu.nanos();
    long system = ProcessCpu.ofSystem();
    long after = ProcessCpu.nanos();
    assertTrue(before - TOLERANCE_NANOS <= system, before + " ns, " + system + " ns");
    assertTrue(system <= after + TOLERANCE_NANOS, system + " ns, " + after + " ns");
  }
}
