// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.process.ProcessUse;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The most CPUs that a process has used. */
class PeakCpusTest {

  private static final Host HOST = Host.unknown(4);
  private static final long SECOND = 1_000_000_000L;

  private long nanoTime;
  private long cpuNanos;
  private final WindowMeter meter;

  PeakCpusTest() {
    FootprintSettings settings =
        FootprintSettings.from(new SettingSources().parameters(Map.of("app", "shop")), HOST);
    meter =
        new WindowMeter(
            () -> new ProcessUse(cpuNanos, 0, 0),
            new FakeHostProbe(HOST),
            EnergyMeter.none("none"),
            settings.power().profile(HOST, settings.place()),
            () -> Instant.EPOCH,
            () -> nanoTime);
  }

  /** Ends a window of some length, in which so many CPUs were used. */
  private void window(double seconds, double cpus) {
    nanoTime += Math.round(seconds * SECOND);
    cpuNanos += Math.round(seconds * cpus * SECOND);
    var unused = meter.closeWindow();
  }

  @Test
  void isNotKnownBeforeAWindowHasEnded() {
    assertEquals(Double.NaN, meter.peakCpus());
  }

  @Test
  void isTheMeanOfTheBusiestWindow() {
    window(10, 0.5);
    assertEquals(0.5, meter.peakCpus(), 1e-9);
    window(10, 1.7);
    window(10, 0);
    assertEquals(1.7, meter.peakCpus(), 1e-9);
  }

  /** A step of 10 ms in a window of 10 ms would look like a whole CPU. */
  @Test
  void isNotThatOfAVeryShortWindow() {
    window(0.3, 4);
    assertEquals(Double.NaN, meter.peakCpus());
    window(10, 0.5);
    window(0.01, 4);
    assertEquals(0.5, meter.peakCpus(), 1e-9);
  }

  @Test
  void staysWhereTheUseIsNotKnown() {
    window(10, 0.5);
    cpuNanos = -1;
    nanoTime += 10 * SECOND;
    var unused = meter.closeWindow();
    assertEquals(0.5, meter.peakCpus(), 1e-9);
  }
}
