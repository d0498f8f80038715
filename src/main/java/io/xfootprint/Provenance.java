// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.host.Host;
import io.xfootprint.model.HeldResources;
import io.xfootprint.model.MachineProfile;
import io.xfootprint.settings.FootprintSettings;
import java.time.Instant;

/**
 * By what the figures of an application are found: whoever asks where one comes from starts here.
 *
 * @param started when measuring began
 * @param settings as they were read, with what was detected
 * @param host the machine that was found
 * @param model what it costs
 * @param meter what the machine measures of its power, or why nothing
 * @param isMetered whether it does
 * @param gcSource by what garbage collection is told
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
   * No time before it is believed: nothing was counted before 2026, the year of the first version.
   * Machines without a battery start in 1970, or when their system was built, until a server tells
   * them the time.
   */
  public static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

  /** Returns the same with what is held of the machine by now. */
  Provenance with(HeldResources held) {
    return new Provenance(started, settings, host, model.with(held), meter, isMetered, gcSource);
  }
}
