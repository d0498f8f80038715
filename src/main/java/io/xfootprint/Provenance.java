// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.host.Host;
import io.xfootprint.model.HeldResources;
import io.xfootprint.model.MachineProfile;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.settings.FootprintSettings;
import java.time.Instant;

/**
 * Everything that the figures of an application depend on: settings, machine, coefficients and
 * meters. To find out where a figure comes from, start here. Immutable.
 *
 * @param started when measuring began, by the clock of that moment
 * @param settings as they were read, with what was detected
 * @param host the machine that was found
 * @param model power, memory and embodied emissions of that machine
 * @param meter the power meter, or why there is none, in words
 * @param isMetered whether there is a power meter
 * @param gcSource how the CPU time of garbage collection is measured, in words
 */
public record Provenance(
    Instant started,
    FootprintSettings settings,
    Host host,
    MachineProfile model,
    String meter,
    boolean isMetered,
    String gcSource) {

  /**
   * Earliest time that is believed: nothing was counted before 2026, the year of the first version.
   * Machines whose clock has no battery start in 1970, or when their system was built, until they
   * get the time from a server.
   */
  public static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

  static Provenance of(
      Instant started, FootprintSettings settings, Host host, EnergyMeter meter, String gcSource) {
    return new Provenance(
        started,
        settings,
        host,
        settings.power().profile(host, settings.place()),
        meter.description(),
        meter.isAvailable(),
        gcSource);
  }

  /** Returns the same with what the process holds of the machine by now, which may change. */
  Provenance with(HeldResources held) {
    return new Provenance(started, settings, host, model.with(held), meter, isMetered, gcSource);
  }
}
