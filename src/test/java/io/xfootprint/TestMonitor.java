// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.meter.FakeThreadMeter;
import io.xfootprint.process.ProcessMeter;
import io.xfootprint.process.ProcessUse;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Monitors of a machine that is not known, on clocks of a test's own. */
public final class TestMonitor {

  private static final Host HOST = Host.unknown(2);

  private TestMonitor() {}

  /**
   * Starts a monitor, whose windows a test closes itself.
   *
   * @param settings by name
   */
  public static FootprintMonitor start(
      Map<String, String> settings, InstantSource clock, LongSupplier nanoTime) {
    return start(settings, () -> new ProcessUse(0, 0, 0), clock, nanoTime);
  }

  /** Starts such a monitor of a process that the test drives. */
  public static FootprintMonitor start(
      Map<String, String> settings,
      ProcessMeter process,
      InstantSource clock,
      LongSupplier nanoTime) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("window", "1h");
    return new FootprintMonitor(
        FootprintSettings.from(new SettingSources().parameters(all), HOST),
        new FakeHostProbe(HOST),
        new FakeThreadMeter(),
        process,
        clock,
        nanoTime);
  }
}
