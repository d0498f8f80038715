// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.ProcessorIdentifier;
import oshi.hardware.ComputerSystem;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;

class OshiHostProbeTest {

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
    assertEquals(Load.UNKNOWN, probe.load());
    Load load = Load.UNKNOWN;
    long end = System.nanoTime() + 5_000_000_000L;
    // The kernel counts in steps of 10 ms.
    while (!load.isKnown() && System.nanoTime() - end < 0) {
      load = probe.load();
    }
    assertTrue(0 <= load.busyShare() && load.busyShare() <= 1, load.toString());
    assertTrue(load.busyShare() <= load.throughputShare(), load.toString());
  }

  @Test
  void tellsTheMemoryThatThisProcessHolds() {
    HostProbe probe = HostProbe.ofMachine();
    long machine = probe.host().memoryBytes().orElse(Long.MAX_VALUE);
    probe
        .residentBytes()
        .ifPresent(bytes -> assertTrue(1 << 20 < bytes && bytes < machine, bytes + " bytes"));
  }

  private static OshiHostProbe withoutFiles(Supplier<HardwareAbstractionLayer> oshi) {
    return new OshiHostProbe(new LinuxMachine(Path.of("no", "such", "folder"), Map.of()), oshi);
  }

  private static void knowsNothing(OshiHostProbe probe) {
    assertEquals(Host.unknown(Runtime.getRuntime().availableProcessors()), probe.host());
    assertEquals(Load.UNKNOWN, probe.load());
    assertEquals(OptionalLong.empty(), probe.residentBytes());
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new UnsatisfiedLinkError("no jnidispatch in java.library.path"),
        new NoClassDefFoundError("com/sun/jna/Platform"),
        new ExceptionInInitializerError("no temporary folder"),
        new Error("There is an incompatible JNA native library installed on this system"),
        new UnsupportedOperationException("Operating system not supported: UNKNOWN"),
        new SecurityException("no"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void survivesThatOshiDoesNotStart(Throwable failure) {
    Supplier<?> failing = FakeOshi.answering(Supplier.class, Map.of("get", failure));
    knowsNothing(withoutFiles(() -> (HardwareAbstractionLayer) failing.get()));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void survivesThatOshiFailsLater(Throwable failure) {
    HardwareAbstractionLayer failing =
        FakeOshi.answering(
            HardwareAbstractionLayer.class,
            Map.of("getProcessor", failure, "getMemory", failure, "getComputerSystem", failure));
    knowsNothing(withoutFiles(() -> failing));
    HardwareAbstractionLayer failingInside =
        FakeOshi.of(
            FakeOshi.answering(
                CentralProcessor.class,
                Map.of("getProcessorIdentifier", failure, "getSystemCpuLoadTicks", failure)),
            FakeOshi.answering(GlobalMemory.class, Map.of("getTotal", failure)),
            FakeOshi.answering(ComputerSystem.class, Map.of("getManufacturer", failure)));
    knowsNothing(withoutFiles(() -> failingInside));
  }

  @Test
  void survivesThatOshiTellsNull() {
    knowsNothing(withoutFiles(() -> FakeOshi.silent(HardwareAbstractionLayer.class)));
    knowsNothing(
        withoutFiles(
            () ->
                FakeOshi.answering(
                    HardwareAbstractionLayer.class,
                    Map.of(
                        "getProcessor",
                        FakeOshi.silent(CentralProcessor.class),
                        "getComputerSystem",
                        FakeOshi.silent(ComputerSystem.class)))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void takesCountsBelowOneForUnknown(int count) {
    int visible = Runtime.getRuntime().availableProcessors();
    ProcessorIdentifier id =
        new ProcessorIdentifier("AuthenticAMD", " Some CPU ", "25", "17", "1", "", true);
    HardwareAbstractionLayer oshi =
        FakeOshi.of(
            FakeOshi.processor(id, List.of("flags: fpu hypervisor vme"), count, count, count),
            FakeOshi.answering(GlobalMemory.class, Map.of("getTotal", 0L)),
            FakeOshi.silent(ComputerSystem.class));
    assertEquals(
        new Host("Some CPU", "Zen 4", 1, visible, visible, true), withoutFiles(() -> oshi).host());
  }

  @Test
  void doesNotStartOshiWhereTheFilesTellAll(@TempDir Path root) {
    FileTree tree =
        new FileTree(root)
            .with("/proc/cpuinfo", "processor: 0\nvendor_id: AuthenticAMD\ncpu family: 25\n")
            .with("/proc/meminfo", "MemTotal: 4 kB\n")
            .with("/proc/stat", "cpu  1 0 1 5 0 0 0 0\ncpu0 1 0 1 5 0 0 0 0\nintr 1 2\n");
    AtomicInteger starts = new AtomicInteger();
    HostProbe probe =
        new OshiHostProbe(
            new LinuxMachine(tree.root(), Map.of()),
            () -> {
              starts.incrementAndGet();
              throw new UnsatisfiedLinkError("no OSHI at all");
            });
    assertEquals(
        new Host(
            "", "Zen 3", 1, 1, 1, true, true, OptionalLong.of(4096), ContainerLimits.WHOLE_MACHINE),
        probe.host());
    assertEquals(Load.UNKNOWN, probe.load());
    tree.with("/proc/stat", "cpu  2 0 2 9 0 0 0 0\ncpu0 2 0 2 9 0 0 0 0\nintr 1 2\n");
    assertEquals(2 / 6.0, probe.load().busyShare(), 1e-9);
    assertEquals(0, starts.get());
  }

  @Test
  void startsOshiOnce() {
    AtomicInteger starts = new AtomicInteger();
    HostProbe probe =
        withoutFiles(
            () -> {
              starts.incrementAndGet();
              return FakeOshi.silent(HardwareAbstractionLayer.class);
            });
    probe.host();
    probe.load();
    probe.load();
    assertEquals(1, starts.get());
  }
}
