// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.grid.GridIntensity;
import io.xfootprint.host.ContainerLimits;
import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.powermeter.FakePowercap;
import io.xfootprint.process.ProcessUse;
import io.xfootprint.units.CarbonIntensity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same server by the counters of its packages and by the model: both tell the power at the
 * wall, so granting read access to the counters changes a footprint within its range.
 */
class MeasuredAtTheWallTest {

  private static final int SECONDS = 10;

  @TempDir private Path folder = Path.of("");

  /** Two packages; what their counters show in W, and that of their memory if they show it. */
  private record Packages(double idle, double full, double dramIdle, double dramFull) {

    boolean haveMemory() {
      return dramIdle > 0;
    }
  }

  /** Two Xeon Platinum 8380 of 270 W, with 512 GB: published results say 130 to 750 W. */
  private static final Packages INTEL = new Packages(48, 262, 8, 20);

  /** Two EPYC 9654 of 360 W, with 384 GB; AMD's counters leave memory out. */
  private static final Packages AMD = new Packages(45, 320, 0, 0);

  private static Host host(String cpu, String microarchitecture, int threads, long gigabytes) {
    return new Host(
        cpu,
        microarchitecture,
        2,
        threads / 2,
        threads,
        false,
        OptionalLong.of(gigabytes * 1_000_000_000L),
        new ContainerLimits(false, OptionalDouble.empty(), OptionalLong.empty()));
  }

  @Test
  void describesAnIntelServerAsTheModelDoes() throws IOException {
    assertSame(host("Intel Xeon Platinum 8380", "Ice Lake (Server)", 160, 512), INTEL);
  }

  @Test
  void describesAnAmdServerAsTheModelDoes() throws IOException {
    assertSame(host("AMD EPYC 9654", "Zen 4", 384, 384), AMD);
  }

  /** A process that has the whole machine, first idle and then with all of its CPUs. */
  private void assertSame(Host host, Packages packages) throws IOException {
    Machine machine = Machine.of(host);
    PowerModel power = PowerModel.forMachine(machine, host);
    FakePowercap tree = new FakePowercap(folder);
    Counters counters = new Counters(tree, packages);
    long[] cpuNanos = {0};
    long[] nanoTime = {0};
    WindowMeter meter =
        new WindowMeter(
            () -> new ProcessUse(cpuNanos[0], 0, 0),
            new FakeHostProbe(host, 0.0, 0.0, 0.0, 1.0),
            tree.meter(),
            new MachineProfile(
                power,
                machine,
                0.5,
                host.logicalCpus(),
                new HeldResources(OptionalDouble.of(host.logicalCpus()), host.memoryBytes()),
                Coefficients.memoryWattsPerGigabyte(),
                0,
                0,
                new Electricity(GridIntensity.fixed(new CarbonIntensity(400)), 1, 0)),
            () -> Instant.EPOCH,
            () -> nanoTime[0]);
    for (int window = 0; window < 2; window++) {
      counters.idle();
      nanoTime[0] += SECONDS * 1_000_000_000L;
      assertWithin(power, 0, watts(meter.closeWindow()));
    }
    counters.full();
    nanoTime[0] += SECONDS * 1_000_000_000L;
    cpuNanos[0] += (long) host.logicalCpus() * SECONDS * 1_000_000_000L;
    WindowCost busy = meter.closeWindow();
    assertEquals("measured", busy.method().label());
    // The counter's own figure stays beside it.
    assertEquals(2 * (packages.full() + packages.dramFull()), busy.method().meterWatts(), 1e-6);
    assertWithin(power, 1, watts(busy));
    assertTrue(watts(busy) > busy.method().meterWatts());
  }

  /** The counters of a server, which go on by a window at a time. */
  private static final class Counters {

    private final FakePowercap tree;
    private final Packages packages;
    private double joules = 1000;
    private double dramJoules = 500;

    Counters(FakePowercap tree, Packages packages) throws IOException {
      this.tree = tree;
      this.packages = packages;
      add(0, 0);
    }

    void idle() throws IOException {
      add(packages.idle(), packages.dramIdle());
    }

    void full() throws IOException {
      add(packages.full(), packages.dramFull());
    }

    private void add(double watts, double dramWatts) throws IOException {
      joules += SECONDS * watts;
      dramJoules += SECONDS * dramWatts;
      for (int socket = 0; socket < 2; socket++) {
        String zone = "intel-rapl:" + socket;
        // Far from each other, as counters that show the same are taken for one.
        double apart = 50_000 * socket;
        tree.zone(zone, "package-" + socket, joules + apart);
        if (packages.haveMemory()) {
          tree.zone(zone + "/" + zone + ":0", "dram", dramJoules + apart);
        }
      }
    }
  }

  private static double watts(WindowCost cost) {
    long nanojoules =
        cost.active().energyNanojoules()
            + cost.idle().energyNanojoules()
            + cost.memory().energyNanojoules();
    return nanojoules / 1e9 / SECONDS;
  }

  private static void assertWithin(PowerModel power, double load, double watts) {
    assertTrue(
        power.low(load) <= watts && watts <= power.high(load),
        () ->
            "%.0f W, but the model says %.0f W (%.0f to %.0f)"
                .formatted(watts, power.watts(load), power.low(load), power.high(load)));
  }
}
