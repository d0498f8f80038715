// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.host.Host;
import io.xfootprint.model.CostModel;
import io.xfootprint.model.Reservation;
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
public record MonitorSetup(
    Instant started,
    FootprintSettings settings,
    Host host,
    CostModel model,
    String meter,
    boolean isMetered,
    String gcSource) {

  /** Returns the same with what is held of the machine by now. */
  MonitorSetup with(Reservation held) {
    return new MonitorSetup(started, settings, host, model.with(held), meter, isMetered, gcSource);
  }
}
