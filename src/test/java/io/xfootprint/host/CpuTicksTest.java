// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import oshi.hardware.CentralProcessor.TickType;

class CpuTicksTest {

  private static double busyShare(long[] before, long[] now) {
    return CpuTicks.of(now).since(CpuTicks.of(before)).busyShare();
  }

  @Test
  void countsAllTimeButIdleAndWaiting() {
    long[] before = ticks(0, 0, 0, 0);
    assertEquals(0.4, busyShare(before, ticks(30, 10, 50, 10)), 1e-12);
  }

  @Test
  void countsNoTimeThatAHypervisorStole() {
    long[] now = ticks(30, 10, 50, 10);
    now[TickType.STEAL.getIndex()] = 100;
    assertEquals(0.2, busyShare(ticks(0, 0, 0, 0), now), 1e-12);
  }

  @Test
  void countsOnlyWhatWasAddedSince() {
    long[] before = ticks(1000, 1000, 1000, 1000);
    assertEquals(0.25, busyShare(before, ticks(1001, 1000, 1002, 1001)), 1e-12);
  }

  @Test
  void isBetweenNothingAndAll() {
    long[] before = ticks(5, 5, 5, 5);
    assertEquals(0, busyShare(before, ticks(5, 5, 9, 9)));
    assertEquals(1, busyShare(before, ticks(9, 9, 5, 5)));
    // Kernels have been seen to take idle time back.
    assertEquals(1, busyShare(before, ticks(25, 5, 4, 5)));
  }

  @Test
  void isUnknownWhenNoTimeHasPassed() {
    long[] now = ticks(7, 8, 9, 10);
    assertEquals(Double.NaN, busyShare(now, now));
    assertEquals(Double.NaN, busyShare(now, ticks(7, 8, 3, 10)));
  }

  @ParameterizedTest
  @CsvSource({
    "10 5 15 60 10 3 2 5 0 0, 35, 70, 5",
    // The time of guests is in that of users.
    "10 5 15 60 10 3 2 5 9 1, 35, 70, 5",
    "10 5 15 60 10, 30, 70, 0",
    "10 5 15 60 10 0 0, 30, 70, 0"
  })
  void readsALineOfLinux(String line, long busy, long idle, long stolen) {
    assertEquals(Optional.of(new CpuTicks(busy, idle, stolen)), CpuTicks.of(line.split(" ", -1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 2 3 4", "1 2 3 4 x", "1 2 3 4 5 99999999999999999999", "\0"})
  void readsNothingFromOtherText(String line) {
    assertEquals(Optional.empty(), CpuTicks.of(line.split(" ", -1)));
  }

  @Test
  void saysForHowMuchOfItsWorkACpuRan() {
    assertEquals(0.75, new CpuTicks(30, 100, 10).ranShare(), 1e-12);
    assertEquals(1, new CpuTicks(30, 100, 0).ranShare());
    // Nothing ran, so nothing is to be corrected.
    assertEquals(1, new CpuTicks(0, 100, 10).ranShare());
    assertEquals(1, CpuTicks.NONE.ranShare());
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
