// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.host.FakeEnergyMeter;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowMeterTest extends SampledProcess {

  @Test
  void assumesHalfLoadOnAVirtualMachineWhateverTheGuestSees() {
    WindowMeter sampler = sampler(true, 1.0, 1.0);
    assertEquals(0.846, sampler.rates().joulesPerCpuSecond(), 1e-12);
    pass(10, 1);
    assertEquals(846_000_000, sampler.closeWindow().active().energyNanojoules());
    assertEquals(0.846, sampler.rates().joulesPerCpuSecond(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 1.69", "0.2, 1.18", "0.5, 0.846", "1, 1"})
  void takesTheLoadOfTheHostThatIsSet(double utilisation, double joules) {
    hostUtilisation = utilisation;
    WindowMeter sampler = sampler(true, 1.0, 0.3);
    assertEquals(joules, sampler.rates().joulesPerCpuSecond(), 1e-12);
    pass(10, 1);
    assertEquals(joules, sampler.closeWindow().active().energyNanojoules() / 1e9, 1e-9);
    assertEquals(joules, sampler.rates().joulesPerCpuSecond(), 1e-12);
  }

  @Test
  void followsTheLoadOfAWholeMachine() {
    WindowMeter sampler = sampler(false, 1.0, 0.2);
    pass(10, 1);
    assertEquals(1_000_000_000, sampler.closeWindow().active().energyNanojoules());
    assertEquals(1, sampler.rates().joulesPerCpuSecond(), 1e-12);
    pass(10, 1);
    assertEquals(1_180_000_000, sampler.closeWindow().active().energyNanojoules());
    assertEquals(1.18, sampler.rates().joulesPerCpuSecond(), 1e-12);
  }

  @Test
  void takesATenthForAnyLowerLoad() {
    WindowMeter sampler = sampler(false, 0.01);
    pass(10, 0.1);
    sampler.closeWindow();
    assertEquals(1.69, sampler.rates().joulesPerCpuSecond(), 1e-12);
  }

  @Test
  void assumesHalfLoadUntilTheLoadIsKnownAndThenKeepsTheLastOne() {
    WindowMeter sampler = sampler(false, Double.NaN, 1.0, Double.NaN);
    assertEquals(0.846, sampler.rates().joulesPerCpuSecond(), 1e-12);
    for (double expected : new double[] {0.846, 1, 1}) {
      pass(10, 1);
      sampler.closeWindow();
      assertEquals(expected, sampler.rates().joulesPerCpuSecond(), 1e-12);
    }
  }

  @Test
  void asksNoLoadOfAMoment() {
    WindowMeter sampler = sampler(false, 1.0);
    // OSHI repeats itself for 300 ms.
    pass(0.349, 0.01);
    sampler.closeWindow();
    assertEquals(0.846, sampler.rates().joulesPerCpuSecond(), 1e-12);
    pass(0.001, 0.01);
    sampler.closeWindow();
    assertEquals(1, sampler.rates().joulesPerCpuSecond(), 1e-12);
  }

  @Test
  void measuresNoTimeByTheCalendar() {
    WindowMeter sampler = sampler(true);
    for (long second : new long[] {1000, 1, 500}) {
      epochSecond = second;
      pass(10, 1);
      WindowCost cost = sampler.closeWindow();
      assertEquals(40_000_000_000L, cost.idle().energyNanojoules());
      assertEquals(846_000_000, cost.active().energyNanojoules());
      assertEquals(0.846, sampler.rates().joulesPerCpuSecond(), 1e-12);
    }
  }

  @Test
  void renewsEmissionsWithTheGrid() {
    WindowMeter sampler = sampler(true);
    assertEquals(1e-4, sampler.rates().gramsPerJoule(), 1e-18);
    epochSecond = 3;
    assertEquals(1e-4, sampler.rates().gramsPerJoule(), 1e-18);
    pass(10, 1);
    assertEquals(84_600_000, sampler.closeWindow().active().emissionsPicograms());
    assertEquals(3e-4, sampler.rates().gramsPerJoule(), 1e-18);
  }

  @Test
  void chargesIdlePowerByTimeWhateverIsUsed() {
    WindowMeter sampler = sampler(true);
    pass(10, 0);
    WindowCost cost = sampler.closeWindow();
    assertEquals(new Footprint(0, 0, 0, 0, 0), cost.active());
    // 4 CPUs x 1 W x 10 s, and 4 x 0.9 g x 10 s / 3600 s.
    assertEquals(40_000_000_000L, cost.idle().energyNanojoules());
    assertEquals(4_000_000_000L, cost.idle().emissionsPicograms());
    assertEquals(10_000_000_000L, cost.embodied().emissionsPicograms());
    assertEquals(0, cost.embodied().energyNanojoules());
  }

  @Test
  void chargesTheProcessesShareOfTheCpuTimeOnAServerThatOthersUse() {
    WindowMeter sampler = sampler(false, 0.5);
    // 2 of 4 CPUs are busy for 10 s, and 5 s of that are the process's: a quarter of the idle
    // power.
    pass(10, 5);
    WindowCost cost = sampler.closeWindow();
    assertEquals(10_000_000_000L, cost.idle().energyNanojoules());
    assertEquals(2_500_000_000L, cost.embodied().emissionsPicograms());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5})
  void neverChargesMoreThanTheMachine(double busyShare) {
    WindowMeter sampler = sampler(false, busyShare);
    // By the process's clock it was busier than the machine's counts say.
    pass(10, 30);
    assertEquals(40_000_000_000L, sampler.closeWindow().idle().energyNanojoules());
  }

  @Test
  void doesNotKnowTheIdlePowerOfAnUnknownShare() {
    WindowMeter sampler = sampler(false, 0.5);
    pass(10, 1);
    cpuNanos = -1;
    WindowCost cost = sampler.closeWindow();
    assertEquals(Footprint.UNKNOWN, cost.active());
    assertEquals(Footprint.UNKNOWN, cost.idle());
    assertEquals(Footprint.UNKNOWN, cost.embodied());
  }

  @Test
  void knowsTheIdlePowerOfAVirtualMachineWhateverIsUsed() {
    WindowMeter sampler = sampler(true);
    nanoTime += 10_000_000_000L;
    cpuNanos = -1;
    WindowCost cost = sampler.closeWindow();
    assertEquals(Footprint.UNKNOWN, cost.active());
    assertEquals(40_000_000_000L, cost.idle().energyNanojoules());
  }

  @Test
  void takesAWindowOfAnyLengthOrNone() {
    WindowMeter sampler = sampler(true);
    WindowCost none = sampler.closeWindow();
    assertEquals(Footprint.NONE, none.active());
    assertEquals(Footprint.NONE, none.idle());
    pass(600, 3);
    WindowCost tenMinutes = sampler.closeWindow();
    assertEquals(2_538_000_000L, tenMinutes.active().energyNanojoules());
    assertEquals(2400_000_000_000L, tenMinutes.idle().energyNanojoules());
    assertEquals(0.846, sampler.rates().joulesPerCpuSecond(), 1e-12);
  }

  @Test
  void chargesNoTimeWhereAClockGoesBack() {
    WindowMeter sampler = sampler(true);
    pass(-5, 1);
    epochSecond = 0;
    WindowCost cost = sampler.closeWindow();
    assertEquals(846_000_000, cost.active().energyNanojoules());
    assertEquals(Footprint.NONE, cost.idle());
  }

  @Test
  void doesNotKnowAWindowWithAnUnknownEnd() {
    WindowMeter sampler = sampler(true);
    cpuNanos = -1;
    assertEquals(Footprint.UNKNOWN, sampler.closeWindow().active());
    cpuNanos = 2_000_000_000;
    assertEquals(Footprint.UNKNOWN, sampler.closeWindow().active());
    cpuNanos += 500;
    assertEquals(500, sampler.closeWindow().active().cpuNanos());
  }

  @Test
  void sharesGarbageCollectionByBytes() {
    WindowMeter sampler = sampler(true);
    // The guess until something has been measured: 0.02 CPU-seconds for each GB.
    assertEquals(0.02e-9 * 0.846, sampler.rates().joulesPerByte(), 1e-20);
    pass(10, 2);
    gcCpuNanos += 100_000_000;
    allocatedBytes += 1_000_000_000;
    WindowCost cost = sampler.closeWindow();
    assertEquals(100_000_000, cost.gcCpuNanos());
    // A part of what all threads took, nothing on top of it.
    assertEquals(1_692_000_000, cost.active().energyNanojoules());
    assertEquals(84_600_000, cost.active().gcNanojoules());
    // The guess counts as an interval of 1 GB: two sevenths of the way to what was measured.
    assertEquals((0.02 + 0.08 * 2 / 7) * 1e-9 * 0.846, sampler.rates().joulesPerByte(), 1e-20);
  }

  @Test
  void chargesNoByteMoreThanCollectingEverTook() {
    WindowMeter sampler = sampler(true);
    pass(10, 10);
    gcCpuNanos += 9_000_000_000L;
    allocatedBytes += 100_000_000;
    sampler.closeWindow();
    assertEquals(2e-9, sampler.rates().joulesPerByte());
  }

  @Test
  void sharesNoGarbageCollectionThatItCannotSee() {
    gcCpuNanos = -1;
    WindowMeter sampler = sampler(true);
    pass(10, 1);
    WindowCost cost = sampler.closeWindow();
    assertEquals(-1, cost.gcCpuNanos());
    assertEquals(-1, cost.active().gcNanojoules());
    assertEquals(846_000_000, cost.active().energyNanojoules());
    assertEquals(0, sampler.rates().joulesPerByte());
  }

  @Test
  void takesWhatTheMachineMeasures() {
    // 40 W when idle, and 4 CPUs that take 10 W each.
    WindowMeter sampler = sampler(false, new FakeEnergyMeter(400.0, 600.0), 0.0, 0.5);
    pass(10, 0);
    assertEquals(0, sampler.closeWindow().active().energyNanojoules());
    pass(10, 5);
    WindowCost cost = sampler.closeWindow();
    // A quarter of 20 CPU-seconds are the process's: of 200 J above idle, and of 400 J of idle.
    assertEquals(50_000_000_000L, cost.active().energyNanojoules());
    assertEquals(100_000_000_000L, cost.idle().energyNanojoules());
    assertEquals(10, sampler.rates().joulesPerCpuSecond(), 1e-9);
  }

  @Test
  void goesOnWithWhatItHasLearntWhereTheMeterIsSilent() {
    WindowMeter sampler = sampler(false, new FakeEnergyMeter(400.0, 600.0), 0.0, 0.5, 0.5);
    for (double cpuSeconds : new double[] {0, 5}) {
      pass(10, cpuSeconds);
      sampler.closeWindow();
    }
    pass(10, 5);
    WindowCost cost = sampler.closeWindow();
    assertEquals(50_000_000_000L, cost.active().energyNanojoules());
    assertEquals(100_000_000_000L, cost.idle().energyNanojoules());
  }

  @Test
  void takesTheModelUntilTheMeterTellsAnything() {
    WindowMeter sampler = sampler(false, new FakeEnergyMeter(), 1.0);
    pass(10, 1);
    assertEquals(1_000_000_000, sampler.closeWindow().active().energyNanojoules());
  }

  @Test
  void sharesNoMoreThanWasMeasured() {
    WindowMeter sampler = sampler(false, new FakeEnergyMeter(400.0, 500.0), 0.0, 0.1);
    pass(10, 0);
    sampler.closeWindow();
    // By its own clock the process was busy for 30 s, where the machine's counts say 4.
    pass(10, 30);
    WindowCost cost = sampler.closeWindow();
    assertEquals(100_000_000_000L, cost.active().energyNanojoules());
    assertEquals(400_000_000_000L, cost.idle().energyNanojoules());
  }

  @Test
  void asksNoMeterOfAMoment() {
    WindowMeter sampler = sampler(false, new FakeEnergyMeter(400.0, 600.0), 0.0, 0.5);
    pass(10, 0);
    sampler.closeWindow();
    pass(0.05, 0);
    sampler.closeWindow();
    pass(9.95, 5);
    assertEquals(50, sampler.closeWindow().active().energyNanojoules() / 1e9, 1e-6);
  }

  @Test
  void explainsNoMorePowerByLittleWorkThanByATenthOfTheLoad() {
    // The machine takes 60 W whatever it does; by the model two thirds of that are idle at half
    // load.
    WindowMeter sampler = sampler(false, new FakeEnergyMeter(600.0, 600.0), 0.5, 0.01);
    pass(10, 10);
    double activeWatts = sampler.closeWindow().active().energyNanojoules() / 1e10 * 2;
    pass(10, 0.1);
    WindowCost cost = sampler.closeWindow();
    // A quarter of the busy time is the process's, and so a quarter of all that is not active.
    double active = cost.active().energyNanojoules() / 1e9;
    assertTrue(active / 0.1 < 2 * activeWatts, active + " J, " + activeWatts + " W");
    assertEquals(600 / 4.0, active + cost.idle().energyNanojoules() / 1e9, 1e-6);
  }

  @Test
  void learnsLittleOfWhatACpuSecondCostsWhileTheMachineIsIdle() {
    Double[] joules = new Double[62];
    Double[] busyShares = new Double[62];
    for (int i = 0; i < 62; i++) {
      // 0.5 W on average that come and go with 0.004 busy CPUs: 125 J for each of their seconds.
      joules[i] = i % 2 == 0 ? 400.0 : 410.0;
      busyShares[i] = 0.001;
    }
    busyShares[0] = 0.0;
    joules[1] = 600.0;
    busyShares[1] = 0.5;
    WindowMeter sampler = sampler(false, new FakeEnergyMeter(joules), busyShares);
    for (Double busyShare : busyShares) {
      pass(10, 40 * busyShare);
      sampler.closeWindow();
    }
    assertEquals(10, sampler.rates().joulesPerCpuSecond(), 0.5);
  }

  @Test
  void chargesNoMemoryBesideAMeterThatHasIt() {
    OptionalLong terabyte = OptionalLong.of(1_000_000_000_000L);
    HeldResources all = new HeldResources(OptionalDouble.of(4), terabyte);
    WindowMeter sampler = sampler(all, new FakeEnergyMeter(600.0).withMemory(), 0.5, 0.5);
    pass(10, 5);
    WindowCost measured = sampler.closeWindow();
    assertEquals(Footprint.NONE, measured.memory());
    pass(10, 5);
    // The meter is silent, but idle power is still what it has told.
    assertEquals(Footprint.NONE, sampler.closeWindow().memory());
  }

  @Test
  void chargesMemoryBesideAMeterThatHasNone() {
    OptionalLong terabyte = OptionalLong.of(1_000_000_000_000L);
    HeldResources all = new HeldResources(OptionalDouble.of(4), terabyte);
    WindowMeter sampler = sampler(all, new FakeEnergyMeter(600.0), 0.5);
    pass(10, 5);
    assertEquals(0.8 * 1000, sampler.closeWindow().memory().energyNanojoules() / 1e9, 1e-6);
  }
}
