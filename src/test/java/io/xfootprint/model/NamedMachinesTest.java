// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.host.Host;
import io.xfootprint.units.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Machines that users have, each with the row, the source and the power that it should get. Rows
 * are medians of SPECpower_ssj2008 results; TDP and size of hosts are what their makers publish, or
 * those of the nearest public processor.
 */
class NamedMachinesTest {

  private static final Host TWO_VCPUS = Host.unknown(2);

  /**
   * The columns: type, row and processor, W per vCPU idle and full, J per CPU-second at half load.
   * As computed by hand from {@code cpu-power.csv}:
   *
   * <pre>
   * m7a      2 x EPYC 9R14 as 9654, 360 W, a vCPU is a core: 192
   *          idle (20 + 2 x 36.39) / 192, dynamic 0.8206 x 720 / 192, s(0.5) 0.423
   * D4s_v5   2 x Xeon 8370C, 270 W, 128 threads
   *          idle (20 + 2 x 55.52) / 128, dynamic 0.9514 x 540 / 128, s(0.5) 0.382
   * n2       2 x Xeon 8373C, 300 W, 144 threads: the same with 600 / 144
   * c4d      2 x EPYC 9B45 as 9655, 400 W, 384 threads
   *          idle (20 + 2 x 39.06) / 384, dynamic 0.7747 x 800 / 384
   * </pre>
   */
  @ParameterizedTest
  @CsvSource({
    "aws/m7a.large, 'Zen 4, TDP of 9R14', 0.4832, 3.5605, 2.6035",
    "azure/Standard_D4s_v5, 'Ice Lake (Server), TDP of 8370C', 1.0237, 5.0375, 3.0665",
    "gcp/n2-standard-4, 'Ice Lake (Server), TDP of 8373C', 0.9100, 4.8742, 3.0286",
    "gcp/c4d-standard-8, 'Zen 5, TDP of 9B45', 0.2555, 1.8695, 1.3654",
    "aws/c7g.large, ARM_PROXY, 0.6098, 1.6858, 0.9103",
    "aws/m8g.large, ARM_PROXY, 0.6098, 1.6858, 0.9103",
    "aws/m9g.large, ARM_PROXY, 0.6098, 1.6858, 0.9103"
  })
  void chargesAnInstanceTypeByItsHost(
      String type, String basis, double idle, double full, double joulesPerCpuSecond) {
    Machine machine = Machine.find(type, TWO_VCPUS).orElseThrow();
    PowerModel model = PowerModel.forMachine(machine, TWO_VCPUS);
    assertEquals(basis, model.basis());
    assertEquals(idle, model.idleWattsPerCpu(), 0.0001);
    assertEquals(full, model.maxWattsPerCpu(), 0.0001);
    assertEquals(joulesPerCpuSecond, model.joulesPerCpuSecond(0.5), 0.0002);
    assertEquals(
        basis.equals("ARM_PROXY") ? PowerSource.PROXY : PowerSource.INSTANCE_TYPE, model.source());
  }

  /** Zen 4 and Zen 5 rest on two CPU models each, so their ranges are wider. */
  @ParameterizedTest
  @CsvSource({
    "aws/m7a.large, 1.65, 1.7, 1.6, 1.75",
    "azure/Standard_D4s_v5, 1.65, 1.7, 1.4, 1.6",
    "aws/m8g.large, 2.4, 2.4, 2.2, 2"
  })
  void tellsTheRangeOfAnInstanceType(
      String type, double idleBelow, double idleAbove, double below, double above) {
    Machine machine = Machine.find(type, TWO_VCPUS).orElseThrow();
    Uncertainty range = PowerModel.forMachine(machine, TWO_VCPUS).uncertainty();
    assertEquals(new Range(idleBelow, idleAbove), range.idle());
    assertEquals(new Range(below, above), range.dynamic());
  }

  /** gCO2e per hour of the type and its two vCPUs, with memory: Cloud Carbon Footprint's method. */
  @ParameterizedTest
  @CsvSource({"aws/m7a.large, 0.637, 2", "aws/c7g.large, 1.030, 2", "gcp/n2-standard-4, 1.684, 4"})
  void sharesTheMakingOfTheHost(String type, double gramsPerHour, int vcpus) {
    Machine machine = Machine.find(type, TWO_VCPUS).orElseThrow();
    assertEquals(gramsPerHour / vcpus, machine.embodiedGramsPerCpuHour().orElseThrow(), 1e-9);
  }

  /** Two EPYC 9654 with 384 GB have results of their own: 126 to 712 W in the table's source. */
  @Test
  void knowsAServerByTheResultsOfItsProcessor() {
    PowerModel model = PowerModel.forCpu("AMD EPYC 9654 96-Core Processor", "Zen 4", 2, 384, 384);
    assertEquals("results of AMD EPYC 9654", model.basis());
    assertEquals(126, model.watts(0), 10);
    assertEquals(712, model.watts(1), 15);
    assertTrue(model.low(0) < 126 && 126 < model.high(0));
    assertTrue(model.low(1) < 712 && 712 < model.high(1));
  }

  /** A guest on dense cores: 0.9497 W x 0.423 / 0.5, about half of what a classic core takes. */
  @Test
  void chargesADenseCoreLessThanAClassicOne() {
    PowerModel dense = onGuest("Zen 5c");
    PowerModel classic = onGuest("Zen 5");
    assertEquals(0.8034, dense.joulesPerCpuSecond(0.5), 0.0005);
    assertEquals(1.3231, classic.joulesPerCpuSecond(0.5), 0.0005);
    assertEquals("Zen 5c", dense.basis());
  }

  private static PowerModel onGuest(String microarchitecture) {
    Host host = new Host("AMD EPYC", microarchitecture, 1, 2, 2, true);
    return PowerModel.forMachine(Machine.of(host), host);
  }
}
