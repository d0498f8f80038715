// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import io.xfootprint.host.Host;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerModelTest {

  private static final OptionalDouble AS_IT_IS = OptionalDouble.empty();

  /** The row of Cascade Lake, and a TDP of 125 W; servers with this model were never measured. */
  @Test
  void scalesServersOfAKnownProcessorByItsTdp() {
    PowerModel model = PowerModel.forCpu("Intel Xeon Gold 6230", "", 2, 80, 384);
    double idle = 20 + 2 * 19.18 + 0.08 * 384;
    assertEquals(idle, model.watts(0), 1e-9);
    assertEquals(idle + 2 * 1.019 * 125, model.watts(1), 1e-9);
    assertEquals((20 + 2 * 19.18) / 80, model.idleWattsPerCpu(), 1e-9);
    assertEquals((20 + 2 * 19.18 + 2 * 1.019 * 125) / 80, model.maxWattsPerCpu(), 1e-9);
    assertEquals("Cascade Lake, TDP of Intel Xeon Gold 6230", model.basis());
    assertEquals(PowerSource.CPU_MODEL, model.source());
  }

  @Test
  void takesAProcessorsOwnResultsWhereThereAreAny() {
    Row row = CsvTable.read("cpu-model").find("cpu_model", "AMD EPYC 7763").orElseThrow();
    PowerModel model = PowerModel.forCpu("AMD EPYC 7763", "", 2, 256, 512);
    double idle = 20 + 2 * row.number("idle_w") + 0.08 * 512;
    assertEquals(idle, model.watts(0), 1e-9);
    assertEquals(idle + 2 * row.number("dynamic_w"), model.watts(1), 1e-9);
    assertEquals("results of AMD EPYC 7763", model.basis());
  }

  @Test
  void tellsTheRangeOfItsPower() {
    PowerModel model = PowerModel.forCpu("Intel Xeon Gold 6230", "", 2, 80, 384);
    double idle = model.watts(0);
    double dynamic = model.watts(1) - idle;
    assertEquals(idle / 1.75, model.low(0), 1e-9);
    assertEquals(idle * 1.65, model.high(0), 1e-9);
    assertEquals(idle / 1.75 + dynamic / 1.55, model.low(1), 1e-9);
    assertEquals(idle * 1.65 + dynamic * 1.4, model.high(1), 1e-9);
    assertTrue(model.low(0.3) < model.watts(0.3) && model.watts(0.3) < model.high(0.3));
  }

  @ParameterizedTest
  @CsvSource({
    "AMD EPYC 7763 64-Core Processor, Zen 3, CPU_RESULTS",
    "AMD EPYC 7763 64-Core, '', CPU_RESULTS",
    "AMD EPYC 7763 2.45GHz, '', CPU_RESULTS",
    "'AMD EPYC 7763 (2.45 GHz, 64 cores)', '', CPU_RESULTS",
    "Intel(R) Xeon(R) Gold 6230 CPU @ 2.10GHz, Cascade Lake, CPU_MODEL",
    "'', Zen 3, MICROARCHITECTURE",
    "Some CPU, Neoverse-N1, MICROARCHITECTURE",
    "'', Neoverse-V1, PROXY",
    // The table knows the processor better than its microarchitecture's name.
    "Intel Xeon Gold 6230, Knights Landing, CPU_MODEL",
    "'', Knights Landing, PROXY",
    "'', Goldmont, DEFAULT",
    "'', DEFAULT_OLD, DEFAULT",
    "'', '', DEFAULT"
  })
  void tellsHowThePowerWasFound(String cpuName, String microarchitecture, PowerSource source) {
    assertEquals(source, PowerModel.forCpu(cpuName, microarchitecture, 1, 8, 16).source());
  }

  /** A microarchitecture that was measured has its row, whatever the table of names says. */
  @Test
  void labelsWhateverOshiNames() {
    for (Row row : CsvTable.read("oshi-microarchitecture").rows()) {
      String name = row.text("oshi_name");
      boolean isMeasured = CsvTable.read("cpu-power").find("microarchitecture", name).isPresent();
      PowerModel model = PowerModel.forCpu("", name, 1, 8, 16);
      PowerSource expected =
          isMeasured
              ? PowerSource.MICROARCHITECTURE
              : row.text("quality").equals("none") ? PowerSource.DEFAULT : PowerSource.PROXY;
      assertEquals(expected, model.source(), name);
      assertEquals(isMeasured ? name : row.text("cpu_power_row"), model.basis(), name);
    }
  }

  /** Twice the threads take less than twice the power, as each of them runs slower. */
  @Test
  void scalesByTheNumberOfThreadsWhereOnlyTheMicroarchitectureIsKnown() {
    PowerModel model = PowerModel.forCpu("", "Zen 4", 1, 128, 100);
    assertEquals(20 + 36.39 + 8, model.watts(0), 1e-9);
    assertEquals(136.9 * Math.pow(2, 0.7), model.watts(1) - model.watts(0), 1e-9);
    assertEquals("Zen 4", model.basis());
  }

  /** As the pages say of {@code host-utilisation}. */
  @Test
  void chargesACpuSecondAboutTwiceOnAServerWithATenthOfItsLoad() {
    PowerModel model = PowerModel.forCpu("", "", 1, 2, 0);
    double atHalf = model.joulesPerCpuSecond(0.5);
    assertEquals(2, model.joulesPerCpuSecond(0.1) / atHalf, 0.2);
    for (int tenths = 3; tenths <= 10; tenths++) {
      assertEquals(1, model.joulesPerCpuSecond(tenths / 10.0) / atHalf, 0.2, tenths + " tenths");
    }
  }

  @Test
  void takesAProxyForAMicroarchitectureThatNobodyMeasured() {
    PowerModel model = PowerModel.forCpu("", "Neoverse-V1", 1, 64, 0);
    assertEquals("ARM_PROXY", model.basis());
    assertEquals(20 + 50.01 + 76.58, model.watts(1), 1e-9);
    assertEquals(PowerSource.PROXY, model.source());
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "Some CPU, Some Architecture", "Intel(R) Xeon(R) CPU @ 2.20GHz, ''"})
  void fallsBackOnAllServersSince2017(String cpuName, String microarchitecture) {
    PowerModel model = onMachine(new Host(cpuName, microarchitecture, 1, 2, 2, true));
    assertEquals("DEFAULT", model.basis());
    assertEquals(0.5992, model.idleWattsPerCpu(), 1e-12);
    assertEquals(0.5992 + 2.703, model.maxWattsPerCpu(), 1e-12);
    // 2.70 W x 0.85 = 2.3 J per CPU-second, whatever the number of CPUs.
    assertEquals(2.3, model.joulesPerCpuSecond(0.5), 0.05);
  }

  @Test
  void followsTheCurveBetweenIdleAndFull() {
    PowerModel model = PowerModel.forCpu("", "Zen 2", 1, 64, 0);
    assertEquals(20 + 26.73 + 96.28 * 0.616, model.watts(0.5), 1e-9);
    assertEquals(model.watts(0), model.watts(-1));
    assertEquals(model.watts(1), model.watts(2));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 1.69",
    "0.2, 1.18",
    "0.3, 0.98",
    "0.4, 0.905",
    "0.5, 0.85",
    "0.6, 0.83",
    "0.7, 0.86",
    "0.8, 0.91",
    "0.9, 0.96",
    "1.0, 1.00"
  })
  void chargesACpuSecondWithItsShareOfTheCurve(double utilisation, double factor) {
    PowerModel oneWatt =
        PowerModel.forCpu("", "", 1, 8, 0).withWatts(OptionalDouble.of(3), OptionalDouble.of(4));
    assertEquals(factor, oneWatt.joulesPerCpuSecond(utilisation), 0.005);
  }

  @ParameterizedTest
  @CsvSource({"0.1", "0.35", "0.5", "0.777", "1"})
  void chargesAllThatIsAboveIdleToTheBusyCpus(double utilisation) {
    PowerModel model = PowerModel.forCpu("AMD EPYC 9654", "Zen 4", 1, 192, 384);
    double busyCpus = utilisation * 192;
    assertEquals(
        model.watts(utilisation) - model.watts(0),
        model.joulesPerCpuSecond(utilisation) * busyCpus,
        1e-9);
  }

  @Test
  void takesACoreForTwoThreadsOnAMachineWithoutThem() {
    PowerModel withThreads = onMachine(new Host("", "Zen 4", 1, 16, 32, false));
    PowerModel without = onMachine(new Host("", "Zen 4", 1, 16, 16, false));
    assertEquals((20 + 36.39) / 32, withThreads.idleWattsPerCpu(), 1e-12);
    assertEquals((20 + 36.39) / 16, without.idleWattsPerCpu(), 1e-12);
    assertEquals(withThreads.watts(0.5), without.watts(0.5), 1e-9);
    PowerModel cores = onMachine(new Host("", "Sierra Forest", 1, 144, 144, false));
    assertEquals(141 * Math.pow(144 / 64.0, 0.7), cores.watts(1) - cores.watts(0), 1e-9);
  }

  @Test
  void takesAVirtualCpuForAHardwareThread() {
    PowerModel guest = onMachine(new Host("", "Zen 4", 1, 2, 2, true));
    assertEquals(0.2729, guest.idleWattsPerCpu(), 1e-12);
    assertEquals(0.2729 + 1.539, guest.maxWattsPerCpu(), 1e-12);
  }

  /** Two packages of 40 threads and 125 W each: the host is not seen, but hosts mostly have two. */
  @Test
  void takesItsPartOfTheHostWhoseProcessorAGuestIsShown() {
    Host host = new Host("Intel(R) Xeon(R) Gold 6230 CPU @ 2.10GHz", "", 1, 1, 2, true);
    PowerModel guest = onMachine(host);
    assertEquals("Cascade Lake, TDP of Intel Xeon Gold 6230", guest.basis());
    assertEquals((20 + 2 * 19.18) / 80, guest.idleWattsPerCpu(), 1e-9);
    assertEquals(1.019 * 125 / 40 * 0.409 / 0.5, guest.joulesPerCpuSecond(0.5), 1e-9);
  }

  /** The table knows that this model of a dense core has one thread for each of 128 cores. */
  @Test
  void takesTheThreadsOfAProcessorThatHasNoSecondOnes() {
    Host host = new Host("AMD EPYC 9754S", "Zen 4c", 1, 1, 2, true);
    CpuModel cpu = CpuModel.find("AMD EPYC 9754S").orElseThrow();
    assertEquals(128, cpu.threads(2));
    assertEquals((20 + 2 * 41.12) / 256, onMachine(host).idleWattsPerCpu(), 1e-9);
  }

  @Test
  void chargesAVirtualZen4AboutSixAndAHalfMillijoulesForFiveMilliseconds() {
    PowerModel model = onMachine(new Host("", "Zen 4", 1, 1, 2, true));
    assertEquals(0.0065, 0.005 * model.joulesPerCpuSecond(0.5), 0.00005);
  }

  @Test
  void takesTheWattsOfTheSettings() {
    PowerModel model = PowerModel.forCpu("", "Zen 4", 1, 4, 0);
    PowerModel both = model.withWatts(OptionalDouble.of(1), OptionalDouble.of(5));
    assertEquals(4, both.watts(0), 1e-12);
    assertEquals(20, both.watts(1), 1e-12);
    assertEquals("settings", both.basis());
    PowerModel idleOnly = model.withWatts(OptionalDouble.of(1), AS_IT_IS);
    assertEquals(1, idleOnly.idleWattsPerCpu(), 1e-12);
    // What work adds does not depend on what the machine takes for being there.
    double dynamic = model.maxWattsPerCpu() - model.idleWattsPerCpu();
    assertEquals(1 + dynamic, idleOnly.maxWattsPerCpu(), 1e-12);
    PowerModel maxOnly = model.withWatts(AS_IT_IS, OptionalDouble.of(50));
    assertEquals(model.idleWattsPerCpu(), maxOnly.idleWattsPerCpu(), 1e-12);
    assertEquals(50, maxOnly.maxWattsPerCpu(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"0.1", "0.3", "0.5", "0.85", "1"})
  void chargesTheMaximumAtAnyLoadWhereNothingIsIdle(double utilisation) {
    PowerModel model =
        PowerModel.forCpu("", "Zen 4", 1, 4, 0)
            .withWatts(OptionalDouble.of(0), OptionalDouble.of(5));
    assertEquals(5, model.joulesPerCpuSecond(utilisation), 1e-12);
    assertEquals(20 * utilisation, model.watts(utilisation), 1e-12);
  }

  @Test
  void keepsTheCurveWhereTheMachineTakesPowerIdleOrItsMaximumIsNotGiven() {
    PowerModel model = PowerModel.forCpu("", "Zen 4", 1, 4, 0);
    PowerModel idle = model.withWatts(OptionalDouble.of(0.001), OptionalDouble.of(5));
    assertEquals(4.999 * 0.423 / 0.5, idle.joulesPerCpuSecond(0.5), 1e-9);
    PowerModel noMaximum = model.withWatts(OptionalDouble.of(0), AS_IT_IS);
    double dynamic = model.maxWattsPerCpu() - model.idleWattsPerCpu();
    assertEquals(dynamic * 0.423 / 0.5, noMaximum.joulesPerCpuSecond(0.5), 1e-9);
  }

  @Test
  void tellsThatTheWattsAreTheUsers() {
    PowerModel model = PowerModel.forCpu("", "Zen 4", 1, 4, 0);
    assertEquals(PowerSource.SETTINGS, model.withWatts(AS_IT_IS, OptionalDouble.of(5)).source());
  }

  @Test
  void staysAsItIsWithoutWattsInTheSettings() {
    PowerModel model = PowerModel.forCpu("", "", 1, 4, 0);
    assertSame(model, model.withWatts(AS_IT_IS, AS_IT_IS));
  }

  @ParameterizedTest
  @CsvSource({"0, 4, 8", "1, 0, 8", "-1, -1, 8", "1, 4, -1", "1, 4, NaN", "1, 4, Infinity"})
  void rejectsCountsBelowOne(int packages, int logicalCpus, double memoryGb) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> PowerModel.forCpu("", "", packages, logicalCpus, memoryGb));
    assertEquals(
        "packages and logicalCpus must be >= 1 and memoryGb finite and >= 0, but were %s, %s and %s"
            .formatted(packages, logicalCpus, memoryGb),
        e.getMessage());
  }

  private static PowerModel onMachine(Host host) {
    return PowerModel.forMachine(Machine.of(host), host);
  }

  @Test
  void doesNotDivideANamedServerByTheCountsOfThisMachine() {
    Host small = new Host("Some CPU", "Zen 5", 1, 2, 2, true);
    Machine metal = Machine.find("aws/m5.metal", small).orElseThrow();
    Machine share = Machine.find("aws/m5.large", small).orElseThrow();
    assertEquals(
        PowerModel.forMachine(share, small).joulesPerCpuSecond(0.5),
        PowerModel.forMachine(metal, small).joulesPerCpuSecond(0.5));
  }

  /** So that a start compares names as they are written, and drops nothing from 1,363 of them. */
  @Test
  void listsCpuModelsWithoutWhatMakersAddToTheirNames() {
    for (Row row : CsvTable.read("cpu-model").rows()) {
      String name = row.text("cpu_model");
      assertEquals(name.toLowerCase(Locale.ROOT), CpuModel.key(name));
    }
  }
}
