// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.host.FakeEnergyMeter;
import io.xfootprint.host.Load;
import io.xfootprint.powermeter.EnergyMeter;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What CPU time costs by the cores that were busy, and where a hypervisor stole some of it. */
class WindowLoadTest extends SampledProcess {

  /** Half of the threads, each with a core for itself, and two on each of half of the cores. */
  private static final Load SPREAD = new Load(0.5, 0.625, 1, 1);

  private static final Load PACKED = new Load(0.5, 0.5, 1, 1);

  /** A quarter of the time with work was stolen; clocks of threads count it. */
  private static final Load STOLEN = new Load(0.6, 0.6, 0.75, 0.75);

  private static final HeldResources BY_SHARE =
      new HeldResources(OptionalDouble.empty(), OptionalLong.empty());

  private WindowMeter whole(Load... loads) {
    return sampler(BY_SHARE, false, EnergyMeter.none("none"), loads);
  }

  private WindowMeter guest(Load... loads) {
    return sampler(BY_SHARE, true, EnergyMeter.none("none"), loads);
  }

  /** Returns the energy in J above idle of the machine at a share of its throughput, in 10 s. */
  private static double aboveIdle(double throughputShare) {
    return (ONE_WATT.watts(throughputShare) - ONE_WATT.watts(0)) * 10;
  }

  private static double joules(Footprint cost) {
    return cost.energyNanojoules() / 1e9;
  }

  @Test
  void readsTheCurveAtBusyCoresAndNotAtBusyThreads() {
    WindowMeter sampler = whole(SPREAD, PACKED);
    // All of the machine's 20 CPU-seconds are the process's, so all energy above idle is.
    pass(10, 20);
    WindowCost spread = sampler.closeWindow();
    assertEquals(aboveIdle(0.625), joules(spread.active()), 1e-6);
    assertEquals(aboveIdle(0.625) / 20, spread.joulesPerCpuSecond(), 1e-9);
    assertEquals(aboveIdle(0.625) / 20, sampler.rates().joulesPerCpuSecond(), 1e-9);
    pass(10, 20);
    WindowCost packed = sampler.closeWindow();
    assertEquals(aboveIdle(0.5), joules(packed.active()), 1e-6);
    assertTrue(joules(spread.active()) > 1.15 * joules(packed.active()));
    // Idle power is shared by CPU time either way.
    assertEquals(joules(packed.idle()), joules(spread.idle()), 1e-6);
    assertEquals(40, joules(packed.idle()), 1e-6);
  }

  @Test
  void chargesNoMoreThanTheMachineTakesAtLowLoad() {
    WindowMeter sampler = whole(new Load(0.05, 0.0625, 1, 1));
    pass(10, 2);
    // Below a tenth of its work power is taken as in proportion to the work.
    assertEquals(aboveIdle(0.1) * 0.0625 / 0.1, joules(sampler.closeWindow().active()), 1e-6);
  }

  @Test
  void keepsTheLastLoadWhereNoneIsSeen() {
    WindowMeter sampler = whole(SPREAD, Load.UNKNOWN);
    pass(10, 20);
    WindowCost seen = sampler.closeWindow();
    pass(10, 20);
    WindowCost unseen = sampler.closeWindow();
    assertEquals(seen.joulesPerCpuSecond(), unseen.joulesPerCpuSecond(), 1e-12);
    assertEquals(joules(seen.idle()), joules(unseen.idle()), 1e-6);
  }

  @Test
  void chargesNoEnergyForStolenTime() {
    WindowMeter sampler = guest(STOLEN);
    double price = sampler.rates().joulesPerCpuSecond();
    // By its clock the process had 80 % of the CPUs, all that anybody wanted; it ran for 60 %.
    pass(10, 32);
    WindowCost cost = sampler.closeWindow();
    assertEquals(32_000_000_000L, cost.active().cpuNanos());
    assertEquals(24 * price, joules(cost.active()), 1e-6);
    assertEquals(0.75 * price, cost.joulesPerCpuSecond(), 1e-9);
    // All that ran was the process, so it holds all of a machine that is shared.
    assertEquals(40, joules(cost.idle()), 1e-6);
  }

  @Test
  void sharesAMachineByTheTimeInWhichProcessesRan() {
    WindowMeter sampler = guest(STOLEN);
    // 8 of the 32 CPU-seconds by the clocks of all threads.
    pass(10, 8);
    assertEquals(10, joules(sampler.closeWindow().idle()), 1e-6);
  }

  @Test
  void correctsInDoubtOnlyWhatTheMachineCannotHaveDone() {
    Load doubtful = new Load(0.6, 0.6, 0.75, 1);
    WindowMeter sampler = guest(doubtful, doubtful);
    double price = sampler.rates().joulesPerCpuSecond();
    pass(10, 24);
    assertEquals(24 * price, joules(sampler.closeWindow().active()), 1e-6);
    pass(10, 32);
    assertEquals(24 * price, joules(sampler.closeWindow().active()), 1e-6);
  }

  @Test
  void leavesTheEnergyWhereClocksLeaveOutWhatWasStolen() {
    WindowMeter sampler = guest(new Load(0.6, 0.6, 1, 1));
    double price = sampler.rates().joulesPerCpuSecond();
    pass(10, 24);
    WindowCost cost = sampler.closeWindow();
    assertEquals(24 * price, joules(cost.active()), 1e-6);
    assertEquals(40, joules(cost.idle()), 1e-6);
  }

  /** A window of few ticks says little: the rates follow the mean of about six. */
  @Test
  void lowersTheRatesSlowlyAndTheWindowAtOnce() {
    WindowMeter sampler = guest(STOLEN, STOLEN);
    double price = sampler.rates().joulesPerCpuSecond();
    pass(10, 20);
    WindowCost first = sampler.closeWindow();
    assertEquals(0.75 * price, first.joulesPerCpuSecond(), 1e-9);
    assertEquals((1 - 0.25 * 2 / 7) * price, sampler.rates().joulesPerCpuSecond(), 1e-9);
  }

  @Test
  void sharesWhatAMeterMeasuredByTheTimeInWhichProcessesRan() {
    WindowMeter sampler = sampler(BY_SHARE, true, new FakeEnergyMeter(600.0), new Load[] {STOLEN});
    pass(10, 8);
    WindowCost cost = sampler.closeWindow();
    // A quarter of what ran was the process's, and so is a quarter of all 600 J.
    assertEquals(150, joules(cost.active()) + joules(cost.idle()), 1e-6);
  }
}
