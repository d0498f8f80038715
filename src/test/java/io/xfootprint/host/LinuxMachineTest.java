// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxMachineTest {

  @TempDir private Path root = Path.of("");

  private LinuxMachine machine() {
    return new LinuxMachine(root, Map.of());
  }

  @ParameterizedTest
  @CsvSource({"1, 1024", "16384000, 16777216000", "999999999999999, 1023999999999998976"})
  void readsKilobytes(String kilobytes, long bytes) {
    new FileTree(root)
        .with("/proc/meminfo", "MemTotal:       %s kB\nMemFree: 5 kB\n".formatted(kilobytes))
        .with(
            "/proc/self/status", "Name:\tjava\nVmRSS:\t %s kB\nRssAnon: 1 kB".formatted(kilobytes));
    assertEquals(OptionalLong.of(bytes), machine().memoryBytes());
    assertEquals(OptionalLong.of(bytes), machine().residentBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 kB", "-5 kB", "9999999999999999 kB", "5 MB", "kB", "\0", "1 2"})
  void knowsNothingByOtherText(String text) {
    new FileTree(root)
        .with("/proc/meminfo", "MemTotal:" + text)
        .with("/proc/self/status", "VmRSS:" + text);
    assertEquals(OptionalLong.empty(), machine().memoryBytes());
    assertEquals(OptionalLong.empty(), machine().residentBytes());
  }

  @Test
  void takesNoNameOfAProcessForItsMemory() {
    new FileTree(root).with("/proc/self/status", "Name:\tVmRSS: 7 kB\nVmRSS:\t 5 kB\n");
    assertEquals(OptionalLong.of(5 * 1024), machine().residentBytes());
  }

  @Test
  void readsNoMoreCpusThanAskedFor() {
    new FileTree(root)
        .with("/proc/stat", "cpu  5 0 0 5 0\ncpu0 2 0 0 3 0\ncpu1 3 0 0 2 0\nintr 5 0 0\n");
    assertEquals(Map.of("cpu", new CpuTicks(5, 5, 0)), machine().cpuTicks(0));
    assertEquals(Set.of("cpu", "cpu0"), machine().cpuTicks(1).keySet());
    assertEquals(Set.of("cpu", "cpu0", "cpu1"), machine().cpuTicks(Integer.MAX_VALUE).keySet());
  }

  @Test
  void knowsNothingWithoutFiles() {
    assertTrue(machine().cpu().isEmpty());
    assertEquals(OptionalLong.empty(), machine().memoryBytes());
    assertEquals(OptionalLong.empty(), machine().residentBytes());
    assertEquals(ContainerLimits.WHOLE_MACHINE, machine().limits(4, OptionalLong.empty()));
  }

  @Test
  void isContainedByWhatTheEnvironmentSaysOnEverySystem() {
    assertTrue(
        new LinuxMachine(root, Map.of("DYNO", "web.1"))
            .limits(4, OptionalLong.empty())
            .contained());
  }
}
