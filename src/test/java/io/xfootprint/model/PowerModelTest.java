// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import io.xfootprint.host.Host;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerModelTest {

  private static final OptionalDouble AS_IT_IS = OptionalDouble.empty();

  @Test
  void scalesServersOfAKnownProcessorByItsTdp() {
    // Zen 3: 50 W idle and 139 W above for a package of 200 W; two sockets of 280 W.
    PowerModel model = PowerModel.forCpu("AMD EPYC 7763", "", 2, 256);
    double idle = 2 * 50 * Math.pow(280 / 200.0, 0.3);
    double max = idle + 2 * 139 * Math.pow(280 / 200.0, 0.9);
    assertEquals(idle, model.watts(0), 1e-9);
    assertEquals(max, model.watts(1), 1e-9);
    assertEquals(idle / 256, model.idleWattsPerCpu(), 1e-9);
    assertEquals(max / 256, model.maxWattsPerCpu(), 1e-9);
    assertEquals("TDP of AMD EPYC 7763", model.basis());
  }

  @ParameterizedTest
  @CsvSource({
    "AMD EPYC 7763 64-Core Processor, Zen 3, CPU_MODEL",
    "AMD EPYC 7763 64-Core, '', CPU_MODEL",
    "AMD EPYC 7763 2.45GHz, '', CPU_MODEL",
    "'AMD EPYC 7763 (2.45 GHz, 64 cores)', '', CPU_MODEL",
    "'', Zen 3, MICROARCHITECTURE",
    "Some CPU, Neoverse-N1, MICROARCHITECTURE",
    "'', Neoverse-V1, PROXY",
    // Its TDP is known, but how servers use it is taken from another microarchitecture.
    "Intel Xeon Platinum 8380, Knights Landing, PROXY",
    "'', Goldmont, DEFAULT",
    "'', DEFAULT_OLD, DEFAULT",
    "'', '', DEFAULT"
  })
  void tellsHowThePowerWasFound(String cpuName, String microarchitecture, PowerSource source) {
    assertEquals(source, PowerModel.forCpu(cpuName, microarchitecture, 1, 8).source());
  }

  @Test
  void labelsWhateverOshiNames() {
    for (Row row : CsvTable.read("oshi-microarchitecture").rows()) {
      PowerModel model = PowerModel.forCpu("", row.text("oshi_name"), 1, 8);
      PowerSource expected =
          switch (row.text("quality")) {
            case "exact" -> PowerSource.MICROARCHITECTURE;
            case "proxy" -> PowerSource.PROXY;
            default -> PowerSource.DEFAULT;
          };
      assertEquals(expected, model.source(), row.text("oshi_name"));
      assertEquals(row.text("cpu_power_row"), model.basis(), row.text("oshi_name"));
    }
  }

  @Test
  void scalesByTheNumberOfCpusWhereOnlyTheMicroarchitectureIsKnown() {
    PowerModel model = PowerModel.forCpu("", "Zen 4", 1, 32);
    assertEquals(0.4004 * 32, model.watts(0), 1e-9);
    assertEquals(1.661 * 32, model.watts(1), 1e-9);
    assertEquals(0.4004, model.idleWattsPerCpu(), 1e-12);
    assertEquals(1.661, model.maxWattsPerCpu(), 1e-12);
    assertEquals("Zen 4", model.basis());
  }

  @Test
  void takesAProxyForAMicroarchitectureThatNobodyMeasured() {
    PowerModel model = PowerModel.forCpu("", "Neoverse-V1", 1, 64);
    assertEquals("Neoverse-N1", model.basis());
    assertEquals(1.561, model.maxWattsPerCpu(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "Some CPU, Some Architecture", "Intel(R) Xeon(R) CPU @ 2.20GHz, ''"})
  void fallsBackOnAllServersSince2017(String cpuName, String microarchitecture) {
    PowerModel model = PowerModel.forCpu(cpuName, microarchitecture, 1, 2);
    assertEquals("DEFAULT", model.basis());
    assertEquals(0.6599, model.idleWattsPerCpu(), 1e-12);
    assertEquals(3.026, model.maxWattsPerCpu(), 1e-12);
    // (3.03 - 0.66) W x 0.90 = 2.1 J per CPU-second, whatever the number of CPUs.
    assertEquals(2.1, model.joulesPerCpuSecond(0.5), 0.05);
  }

  @Test
  void followsTheCurveBetweenIdleAndFull() {
    PowerModel model = PowerModel.forCpu("", "Zen 2", 1, 100);
    assertEquals(42.38 + (165.6 - 42.38) * 0.589, model.watts(0.5), 1e-9);
    assertEquals(model.watts(0), model.watts(-1));
    assertEquals(model.watts(1), model.watts(2));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 1.90",
    "0.2, 1.27",
    "0.3, 1.05",
    "0.4, 0.95",
    "0.5, 0.90",
    "0.6, 0.90",
    "0.7, 0.88",
    "0.8, 0.93",
    "0.9, 0.96",
    "1.0, 1.00"
  })
  void chargesACpuSecondWithItsShareOfTheCurve(double utilisation, double factor) {
    PowerModel oneWatt =
        PowerModel.forCpu("", "", 1, 8).withWatts(OptionalDouble.of(3), OptionalDouble.of(4));
    assertEquals(factor, oneWatt.joulesPerCpuSecond(utilisation), 0.005);
  }

  @ParameterizedTest
  @CsvSource({"0.1", "0.35", "0.5", "0.777", "1"})
  void chargesAllThatIsAboveIdleToTheBusyCpus(double utilisation) {
    PowerModel model = PowerModel.forCpu("AMD EPYC 9654", "Zen 4", 1, 192);
    double busyCpus = utilisation * 192;
    assertEquals(
        model.watts(utilisation) - model.watts(0),
        model.joulesPerCpuSecond(utilisation) * busyCpus,
        1e-9);
  }

  @Test
  void doublesTheRowOfHardwareThreadsOnAMachineWithoutThem() {
    PowerModel withThreads = onMachine(new Host("", "Zen 4", 1, 16, 32, false));
    PowerModel without = onMachine(new Host("", "Zen 4", 1, 16, 16, false));
    assertEquals(0.4004, withThreads.idleWattsPerCpu(), 1e-12);
    assertEquals(2 * 0.4004, without.idleWattsPerCpu(), 1e-12);
    assertEquals(2 * 1.661, without.maxWattsPerCpu(), 1e-12);
    assertEquals(withThreads.watts(0.5), without.watts(0.5), 1e-9);
  }

  @Test
  void tellsTheMemoryThatThePowerHolds() {
    PowerModel withThreads = onMachine(new Host("", "Zen 4", 1, 16, 32, false));
    PowerModel without = onMachine(new Host("", "Zen 4", 1, 16, 16, false));
    assertEquals(0.75, withThreads.memoryGigabytesPerCpuIncluded(), 1e-12);
    assertEquals(2 * 0.75, without.memoryGigabytesPerCpuIncluded(), 1e-12);
    assertEquals(
        0.75,
        withThreads
            .withWatts(OptionalDouble.of(1), OptionalDouble.of(5))
            .memoryGigabytesPerCpuIncluded(),
        1e-12);
  }

  @Test
  void scalesARowOfServersWithAndWithoutThreadsByTheirMedian() {
    PowerModel without = onMachine(new Host("", "Sandy Bridge (Client)", 1, 4, 4, false));
    assertEquals(1.5 * 3.681, without.idleWattsPerCpu(), 1e-9);
  }

  @Test
  void doesNotDoubleARowOfCoresOrAVirtualCpu() {
    PowerModel cores = onMachine(new Host("", "Sierra Forest", 1, 144, 144, false));
    assertEquals(0.6944, cores.idleWattsPerCpu(), 1e-12);
    PowerModel guest = onMachine(new Host("", "Zen 4", 1, 2, 2, true));
    assertEquals(0.4004, guest.idleWattsPerCpu(), 1e-12);
  }

  @Test
  void doesNotScaleAGuestByTheTdpOfItsHost() {
    String name = "AMD EPYC 7763 64-Core Processor";
    PowerModel guest = onMachine(new Host(name, "Zen 3", 1, 1, 2, true));
    assertEquals("Zen 3", guest.basis());
    assertEquals(1.857, guest.maxWattsPerCpu(), 1e-12);
    PowerModel server = onMachine(new Host(name, "Zen 3", 1, 64, 128, false));
    assertEquals("TDP of AMD EPYC 7763", server.basis());
    assertEquals(50 * Math.pow(1.4, 0.3) + 139 * Math.pow(1.4, 0.9), server.watts(1), 1e-9);
  }

  @Test
  void chargesAVirtualZen4AboutFiveAndAHalfMillijoulesForFiveMilliseconds() {
    PowerModel model = onMachine(new Host("", "Zen 4", 1, 1, 2, true));
    assertEquals(0.0057, 0.005 * model.joulesPerCpuSecond(0.5), 0.00005);
  }

  @Test
  void takesTheWattsOfTheSettings() {
    PowerModel model = PowerModel.forCpu("", "Zen 4", 1, 4);
    PowerModel both = model.withWatts(OptionalDouble.of(1), OptionalDouble.of(5));
    assertEquals(4, both.watts(0), 1e-12);
    assertEquals(20, both.watts(1), 1e-12);
    assertEquals("settings", both.basis());
    PowerModel idleOnly = model.withWatts(OptionalDouble.of(1), AS_IT_IS);
    assertEquals(1, idleOnly.idleWattsPerCpu(), 1e-12);
    assertEquals(1.661, idleOnly.maxWattsPerCpu(), 1e-12);
    PowerModel maxOnly = model.withWatts(AS_IT_IS, OptionalDouble.of(5));
    assertEquals(0.4004, maxOnly.idleWattsPerCpu(), 1e-12);
    assertEquals(5, maxOnly.maxWattsPerCpu(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"0.1", "0.3", "0.5", "0.85", "1"})
  void chargesTheMaximumAtAnyLoadWhereNothingIsIdle(double utilisation) {
    PowerModel model =
        PowerModel.forCpu("", "Zen 4", 1, 4).withWatts(OptionalDouble.of(0), OptionalDouble.of(5));
    assertEquals(5, model.joulesPerCpuSecond(utilisation), 1e-12);
    assertEquals(20 * utilisation, model.watts(utilisation), 1e-12);
  }

  @Test
  void keepsTheCurveWhereTheMachineTakesPowerIdleOrItsMaximumIsNotGiven() {
    PowerModel model = PowerModel.forCpu("", "Zen 4", 1, 4);
    PowerModel idle = model.withWatts(OptionalDouble.of(0.001), OptionalDouble.of(5));
    assertEquals(4.999 * 0.451 / 0.5, idle.joulesPerCpuSecond(0.5), 1e-9);
    PowerModel noMaximum = model.withWatts(OptionalDouble.of(0), AS_IT_IS);
    assertEquals(1.661 * 0.451 / 0.5, noMaximum.joulesPerCpuSecond(0.5), 1e-9);
  }

  @Test
  void tellsThatTheWattsAreTheUsers() {
    PowerModel model = PowerModel.forCpu("", "Zen 4", 1, 4);
    assertEquals(PowerSource.SETTINGS, model.withWatts(AS_IT_IS, OptionalDouble.of(5)).source());
  }

  @Test
  void staysAsItIsWithoutWattsInTheSettings() {
    PowerModel model = PowerModel.forCpu("", "", 1, 4);
    assertSame(model, model.withWatts(AS_IT_IS, AS_IT_IS));
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "1, 0", "-1, -1"})
  void rejectsCountsBelowOne(int packages, int logicalCpus) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> PowerModel.forCpu("", "", packages, logicalCpus));
    assertEquals(
        "packages and logicalCpus must be >= 1, but were " + packages + " and " + logicalCpus,
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
}
