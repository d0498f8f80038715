// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.grid.GridIntensity;
import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.meter.ProcessMeter;
import io.xfootprint.meter.ProcessUse;
import io.xfootprint.units.CarbonIntensity;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SamplerTest {

  /** From 0 to 1 W per CPU, so that a CPU-second costs s(u)/u joules. */
  private static final PowerModel ONE_WATT =
      PowerModel.forCpu("", "", 1, 4).withWatts(OptionalDouble.of(1), OptionalDouble.of(2));

  /** Grams per kilowatt-hour grow by 360 a second: 1e-4 g/J more. */
  private static final Electricity RISING =
      new Electricity(instant -> new CarbonIntensity(instant.getEpochSecond() * 360.0), 1, 0);

  private long processCpuNanos = 1_000_000_000;
  private long epochSecond = 1;

  private final ProcessMeter process = () -> new ProcessUse(processCpuNanos, -1, -1);

  private Sampler sampler(boolean virtual, Double... busyShares) {
    return new Sampler(
        process,
        new FakeHostProbe(Host.unknown(4), busyShares),
        ONE_WATT,
        virtual,
        RISING,
        () -> Instant.ofEpochSecond(epochSecond));
  }

  @Test
  void assumesHalfLoadOnAVirtualMachineWhateverTheGuestSees() {
    Sampler sampler = sampler(true, 1.0, 1.0);
    assertEquals(0.902, sampler.rates().joulesPerCpuSecond(), 1e-12);
    sampler.closeWindow();
    assertEquals(0.902, sampler.rates().joulesPerCpuSecond(), 1e-12);
  }

  @Test
  void followsTheLoadOfAWholeMachine() {
    Sampler sampler = sampler(false, 1.0, 0.2);
    assertEquals(1, sampler.rates().joulesPerCpuSecond(), 1e-12);
    sampler.closeWindow();
    assertEquals(1.27, sampler.rates().joulesPerCpuSecond(), 1e-12);
  }

  @Test
  void takesATenthForAnyLowerLoad() {
    Sampler sampler = sampler(false, 0.0, 0.01);
    assertEquals(1.9, sampler.rates().joulesPerCpuSecond(), 1e-12);
    sampler.closeWindow();
    assertEquals(1.9, sampler.rates().joulesPerCpuSecond(), 1e-12);
  }

  @Test
  void assumesHalfLoadUntilTheLoadIsKnownAndThenKeepsTheLastOne() {
    Sampler sampler = sampler(false, Double.NaN, 1.0, Double.NaN);
    assertEquals(0.902, sampler.rates().joulesPerCpuSecond(), 1e-12);
    sampler.closeWindow();
    assertEquals(1, sampler.rates().joulesPerCpuSecond(), 1e-12);
    sampler.closeWindow();
    assertEquals(1, sampler.rates().joulesPerCpuSecond(), 1e-12);
  }

  @Test
  void renewsEmissionsWithTheGrid() {
    Sampler sampler = sampler(true);
    assertEquals(1e-4, sampler.rates().gramsPerJoule(), 1e-18);
    epochSecond = 3;
    assertEquals(1e-4, sampler.rates().gramsPerJoule(), 1e-18);
    sampler.closeWindow();
    assertEquals(3e-4, sampler.rates().gramsPerJoule(), 1e-18);
  }

  @Test
  void chargesAWindowByTheRatesThatHeldInIt() {
    Sampler sampler = sampler(false, 1.0, 0.2);
    processCpuNanos += 10_000_000;
    epochSecond = 2;
    assertEquals(new Footprint(10_000_000, -1, 10_000_000, 1_000_000), sampler.closeWindow());
    processCpuNanos += 20_000_000;
    assertEquals(new Footprint(20_000_000, -1, 25_400_000, 5_080_000), sampler.closeWindow());
  }

  @Test
  void chargesNothingForAWindowWithoutCpuTime() {
    assertEquals(new Footprint(0, -1, 0, 0), sampler(true).closeWindow());
  }

  @Test
  void doesNotKnowAWindowWithAnUnknownEnd() {
    Sampler sampler = sampler(true);
    Footprint unknown = new Footprint(-1, -1, -1, -1);
    processCpuNanos = -1;
    assertEquals(unknown, sampler.closeWindow());
    processCpuNanos = 2_000_000_000;
    assertEquals(unknown, sampler.closeWindow());
    processCpuNanos += 500;
    assertEquals(500, sampler.closeWindow().cpuNanos());
  }

  @Test
  void publishesRatesForAFixedGrid() {
    Sampler sampler =
        new Sampler(
            process,
            new FakeHostProbe(Host.unknown(4)),
            ONE_WATT,
            true,
            new Electricity(GridIntensity.fixed(new CarbonIntensity(360)), 1.5, 0),
            () -> Instant.EPOCH);
    assertEquals(1.5e-4, sampler.rates().gramsPerJoule(), 1e-18);
  }
}
