// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import io.xfootprint.settings.GridSettings;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The system operator of Great Britain: the whole grid, or one of its regions, which are forecast.
 *
 * <pre>{@code
 * {"data":[{"from":"2026-11-30T09:00Z","to":"2026-11-30T09:30Z",
 *           "intensity":{"forecast":266,"actual":263,"index":"moderate"}}]}
 * }</pre>
 *
 * <p>Regions have the same list as a member of theirs: {@code
 * {"data":[{"regionid":3,"data":[...]}]}}.
 */
final class UkGrid implements Service {

  private final URI address;

  UkGrid(GridSettings settings) {
    String zone = settings.zone();
    String path =
        zone.isEmpty()
            ? "/intensity"
            : zone.matches("[0-9]+") ? "/regional/regionid/" + zone : "/regional/postcode/" + zone;
    address = Addresses.of(settings.url(), path);
  }

  @Override
  public IntensityReading ask(HttpQuestions http, Instant now) throws RefusedAnswerException {
    Json outer = http.get(address, Map.of()).at("/data/0");
    Json halfHour = outer.at("/data").elements().isEmpty() ? outer : outer.at("/data/0");
    // Null in the half hour that has begun.
    OptionalDouble actual = halfHour.at("/intensity/actual").number();
    OptionalDouble grams =
        actual.isPresent() ? actual : halfHour.at("/intensity/forecast").number();
    return IntensityReading.of(grams, true, halfHour.at("/from").time(), now);
  }
}
