// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.grid.SourcedIntensity;
import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.host.Load;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.process.ProcessUse;
import io.xfootprint.units.CarbonIntensity;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A process whose clocks a test sets, and a sampler of it. */
abstract class SampledProcess {

  static final Host HOST = Host.unknown(4);

  /** Above idle from 0 to 1 W per CPU, so that a CPU-second costs s(u)/u joules. */
  static final PowerModel ONE_WATT =
      PowerModel.forCpu("", "", 1, 4, 0).withWatts(OptionalDouble.of(1), OptionalDouble.of(2));

  /** Grams per kilowatt-hour grow by 360 a second: 1e-4 g/J more. */
  static final Electricity RISING =
      new Electricity(
          instant -> SourcedIntensity.set(new CarbonIntensity(instant.getEpochSecond() * 360.0)),
          1,
          0);

  double hostUtilisation = 0.5;
  long cpuNanos = 1_000_000_000;
  long gcCpuNanos = 0;
  long allocatedBytes = 0;
  long nanoTime = -500;
  long epochSecond = 1;

  WindowMeter sampler(boolean virtual, Double... busyShares) {
    return sampler(virtual, EnergyMeter.none("none"), busyShares);
  }

  WindowMeter sampler(boolean virtual, EnergyMeter meter, Double... busyShares) {
    HeldResources reservation =
        new HeldResources(
            virtual ? OptionalDouble.of(4) : OptionalDouble.empty(), OptionalLong.empty());
    return sampler(reservation, virtual, meter, busyShares);
  }

  WindowMeter sampler(HeldResources reservation, EnergyMeter meter, Double... busyShares) {
    return sampler(reservation, false, meter, busyShares);
  }

  WindowMeter sampler(
      HeldResources reservation, boolean virtual, EnergyMeter meter, Double... busyShares) {
    return sampler(
        reservation, virtual, meter, Stream.of(busyShares).map(Load::of).toArray(Load[]::new));
  }

  WindowMeter sampler(
      HeldResources reservation, boolean virtual, EnergyMeter meter, Load... loads) {
    return new WindowMeter(
        () -> new ProcessUse(cpuNanos, gcCpuNanos, allocatedBytes),
        // The first one is what was before.
        new FakeHostProbe(HOST, prepend(Load.of(0.3), loads)),
        meter,
        new MachineProfile(
            ONE_WATT,
            new Machine("four CPUs", "", "", virtual, true),
            hostUtilisation,
            4,
            reservation,
            0.08,
            0.9,
            0,
            RISING),
        () -> Instant.ofEpochSecond(epochSecond),
        () -> nanoTime);
  }

  private static List<Load> prepend(Load first, Load... rest) {
    return Stream.concat(Stream.of(first), Stream.of(rest)).toList();
  }

  void pass(double seconds, double cpuSeconds) {
    nanoTime += Math.round(seconds * 1e9);
    cpuNanos += Math.round(cpuSeconds * 1e9);
  }
}
