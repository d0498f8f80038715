// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import oshi.hardware.CentralProcessor.TickType;

class OshiHostProbeTest {

  @Test
  void countsAllTimeButIdleAndWaiting() {
    long[] before = ticks(0, 0, 0, 0);
    assertEquals(0.4, OshiHostProbe.busyShare(before, ticks(30, 10, 50, 10)), 1e-12);
  }

  @Test
  void countsOnlyWhatWasAddedSince() {
    long[] before = ticks(1000, 1000, 1000, 1000);
    assertEquals(0.25, OshiHostProbe.busyShare(before, ticks(1001, 1000, 1002, 1001)), 1e-12);
  }

  @Test
  void isBetweenNothingAndAll() {
    long[] before = ticks(5, 5, 5, 5);
    assertEquals(0, OshiHostProbe.busyShare(before, ticks(5, 5, 9, 9)));
    assertEquals(1, OshiHostProbe.busyShare(before, ticks(9, 9, 5, 5)));
    // Kernels have been seen to take idle time back.
    assertEquals(1, OshiHostProbe.busyShare(before, ticks(25, 5, 4, 5)));
  }

  @Test
  void isUnknownWhenNoTimeHasPassed() {
    long[] now = ticks(7, 8, 9, 10);
    assertEquals(Double.NaN, OshiHostProbe.busyShare(now, now));
    assertEquals(Double.NaN, OshiHostProbe.busyShare(now, ticks(7, 8, 3, 10)));
  }

  @Test
  void describesThisMachine() {
    HostProbe probe = HostProbe.ofMachine();
    Host host = probe.host();
    assertTrue(host.logicalCpus() >= host.cores(), host.toString());
    assertTrue(host.cores() >= host.packages(), host.toString());
    assertFalse(host.microarchitecture().equalsIgnoreCase("unknown"), host.toString());
    assertEquals(host.cpuName().strip(), host.cpuName());
  }

  @Test
  void tellsTheLoadFromTheSecondCallOn() {
    HostProbe probe = HostProbe.ofMachine();
    assertEquals(Double.NaN, probe.busyShare());
    double share = Double.NaN;
    long end = System.nanoTime() + 5_000_000_000L;
    // The kernel counts in steps of 10 ms.
    while (Double.isNaN(share) && System.nanoTime() - end < 0) {
      share = probe.busyShare();
    }
    assertTrue(0 <= share && share <= 1, "busy share " + share);
  }

  private static long[] ticks(long user, long system, long idle, long waiting) {
    long[] ticks = new long[TickType.values().length];
    ticks[TickType.USER.getIndex()] = user;
    ticks[TickType.SYSTEM.getIndex()] = system;
    ticks[TickType.IDLE.getIndex()] = idle;
    ticks[TickType.IOWAIT.getIndex()] = waiting;
    return ticks;
  }
}
