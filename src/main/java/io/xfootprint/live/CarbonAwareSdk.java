// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import io.xfootprint.settings.GridSettings;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A Carbon Aware SDK (its WebApi) that the user runs. It answers with a day where an hour is asked
 * for, so the last value that is not of the future is taken:
 *
 * <pre>{@code
 * [...,{"location":"eastus","time":"2026-11-30T09:00:00.0000000+00:00","rating":345.4}]
 * }</pre>
 */
final class CarbonAwareSdk implements Service {

  private final URI address;
  private final String zone;

  CarbonAwareSdk(GridSettings settings) {
    zone = settings.zone();
    address = Addresses.of(settings.url(), "/emissions/bylocation", "location", zone);
  }

  @Override
  public IntensityReading ask(HttpQuestions http, Instant now) throws RefusedAnswerException {
    Json answer = http.get(address, Map.of());
    Json last = answer.at("/0");
    Instant ofLast = Instant.MIN;
    for (Json each : answer.elements()) {
      Optional<Instant> time = each.at("/time").time();
      if (time.isPresent() && !time.get().isAfter(now) && !time.get().isBefore(ofLast)) {
        last = each;
        ofLast = time.get();
      }
    }
    // Other sources of its own name the place otherwise, or not at all.
    return IntensityReading.of(last.at("/rating").number(), false, last.at("/time").time(), now);
  }
}
