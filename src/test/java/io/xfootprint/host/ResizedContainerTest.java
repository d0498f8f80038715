// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.grid.GridIntensity;
import io.xfootprint.model.Electricity;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.HeldResources;
import io.xfootprint.model.Machine;
import io.xfootprint.model.MachineProfile;
import io.xfootprint.model.PowerModel;
import io.xfootprint.model.WindowCost;
import io.xfootprint.model.WindowMeter;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.process.ProcessUse;
import io.xfootprint.units.CarbonIntensity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container on a machine with 8 CPUs and 1 TB, whose limits are changed while it runs. */
class ResizedContainerTest {

  private static final long GIGABYTE = 1_000_000_000;
  private static final double WINDOW_SECONDS = 10;
  private static final String FOLDER = "/sys/fs/cgroup";

  /** 1 W per CPU when idle; 0.9 g per CPU and hour. */
  private static final PowerModel POWER =
      PowerModel.forCpu("", "", 1, 8, 0).withWatts(OptionalDouble.of(1), OptionalDouble.of(2));

  private final CapturedLog logged = CapturedLog.of("io.xfootprint.model", Level.INFO);
  private long nanoTime;

  @TempDir private Path root = Path.of("");
  private FileTree tree = new FileTree(root);

  @BeforeEach
  void listen() {
    tree = new FileTree(root);
    StringBuilder cpus = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      cpus.append("processor : %d\nvendor_id : AuthenticAMD\nflags : hypervisor\n\n".formatted(i));
    }
    tree.with("/proc/cpuinfo", cpus.toString());
    tree.with("/proc/meminfo", "MemTotal: 976562500 kB\n");
    tree.with("/proc/self/cgroup", "0::/kubepods/pod1/app\n");
  }

  @AfterEach
  void stopListening() {
    logged.close();
  }

  private void limit(String cpus, String memory) {
    tree.with(FOLDER + "/kubepods/pod1/app/cpu.max", cpus);
    tree.with(FOLDER + "/kubepods/pod1/app/memory.max", memory);
  }

  private WindowMeter start() {
    HostProbe probe =
        new OshiHostProbe(
            new LinuxMachine(root, Map.of()),
            () -> {
              throw new UnsatisfiedLinkError("no OSHI");
            });
    MachineProfile model =
        new MachineProfile(
            POWER,
            Machine.of(probe.host()),
            0.5,
            8,
            HeldResources.of(probe.host(), Machine.of(probe.host())),
            0.08,
            0.9,
            0,
            new Electricity(GridIntensity.fixed(new CarbonIntensity(400)), 1, 0));
    return new WindowMeter(
        () -> new ProcessUse(0, 0, 0),
        probe,
        EnergyMeter.none("none"),
        model,
        () -> Instant.EPOCH,
        () -> nanoTime);
  }

  private WindowCost close(WindowMeter sampler) {
    nanoTime += (long) (WINDOW_SECONDS * 1e9);
    return sampler.closeWindow();
  }

  private void assertHolds(double cpus, long memoryBytes, WindowMeter sampler) {
    assertEquals(
        new HeldResources(OptionalDouble.of(cpus), OptionalLong.of(memoryBytes)), sampler.held());
    WindowCost cost = close(sampler);
    double gigabytes = (double) memoryBytes / GIGABYTE;
    assertEquals(cpus * WINDOW_SECONDS, joules(cost.idle()), 1e-6);
    assertEquals(0.08 * gigabytes * WINDOW_SECONDS, joules(cost.memory()), 1e-6);
    assertEquals(
        cpus * 0.9 * WINDOW_SECONDS / 3600 * 1e12,
        (double) cost.embodied().emissionsPicograms(),
        1);
  }

  private static double joules(Footprint cost) {
    return cost.energyNanojoules() / 1e9;
  }

  private List<String> messages() {
    return logged.messages();
  }

  @Test
  void holdsWhatItIsGivenFromTheNextWindowOnAndSaysSoOnce() {
    limit("100000 100000", "100000000000");
    WindowMeter sampler = start();
    assertHolds(1, 100 * GIGABYTE, sampler);
    assertEquals(List.of(), messages());
    limit("400000 100000", "200000000000");
    close(sampler);
    assertHolds(4, 200 * GIGABYTE, sampler);
    assertHolds(4, 200 * GIGABYTE, sampler);
    assertEquals(1, messages().size(), messages()::toString);
    assertTrue(
        messages().get(0).contains("4.00 CPUs and 200.0 GB now, 1.00 CPUs and 100.0 GB before"),
        messages()::toString);
    limit("50000 100000", "200000000000");
    close(sampler);
    assertHolds(0.5, 200 * GIGABYTE, sampler);
    assertEquals(2, messages().size(), messages()::toString);
  }

  @Test
  void holdsAShareWhenItsLimitsAreLifted() {
    limit("100000 100000", "100000000000");
    WindowMeter sampler = start();
    limit("max 100000", "max");
    close(sampler);
    assertEquals(new HeldResources(OptionalDouble.empty(), OptionalLong.empty()), sampler.held());
    limit("200000 100000", "100000000000");
    close(sampler);
    assertHolds(2, 100 * GIGABYTE, sampler);
    assertEquals(2, messages().size(), messages()::toString);
  }

  /**
   * As when the process has no file handle left: what cannot be read is no limit that is lifted.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/proc/self/cgroup",
        "/sys/fs/cgroup/kubepods/pod1/app/cpu.max",
        "/sys/fs/cgroup/kubepods/pod1/app/memory.max"
      })
  void goesOnWithWhatItKnowsWhereAFileCannotBeRead(String file) {
    limit("100000 100000", "100000000000");
    WindowMeter sampler = start();
    remove(file);
    close(sampler);
    assertHolds(1, 100 * GIGABYTE, sampler);
    assertEquals(List.of(), messages());
  }

  private void remove(String file) {
    try {
      Files.delete(root.resolve(file.substring(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void followsVersion1() {
    tree.with("/proc/self/cgroup", "3:cpu:/\n4:memory:/\n");
    tree.with(FOLDER + "/cpu/cpu.cfs_period_us", "100000");
    tree.with(FOLDER + "/cpu/cpu.cfs_quota_us", "100000");
    tree.with(FOLDER + "/memory/memory.limit_in_bytes", "100000000000");
    WindowMeter sampler = start();
    tree.with(FOLDER + "/cpu/cpu.cfs_quota_us", "300000");
    tree.with(FOLDER + "/memory/memory.limit_in_bytes", "50000000000");
    close(sampler);
    assertHolds(3, 50 * GIGABYTE, sampler);
  }
}
