// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import io.xfootprint.grid.Location;
import io.xfootprint.settings.GridSettings;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Electricity Maps, by zone or by the region of a cloud. Both of its forms of answer are read:
 *
 * <pre>{@code
 * {"zone":"FR","carbonIntensity":54,"datetime":"2026-11-30T09:00:00.000Z",...}
 * {"zone":"FR","data":[...,{"carbonIntensity":54,"datetime":"2026-11-30T09:00:00.000Z"}]}
 * }</pre>
 */
final class ElectricityMaps implements Service {

  private static final String LIFE_CYCLE = "lifecycle";

  private static final List<String> LISTS = List.of("/data", "/history", "/forecast");

  private final URI address;
  private final Map<String, String> headers;
  private final String zone;

  /** Of a region of a cloud, its country, with which the names of its zones begin. */
  private final String country;

  ElectricityMaps(GridSettings settings) {
    zone = settings.zone();
    country = Location.find(zone).map(Location::iso2).orElse("");
    headers = Map.of("auth-token", settings.key());
    int slash = zone.indexOf('/');
    String path = "/carbon-intensity/latest";
    // Without the last parameter an unknown place is answered with that of the caller's address.
    address =
        slash < 0
            ? Addresses.of(
                settings.url(),
                path,
                "zone",
                zone,
                "emissionFactorType",
                LIFE_CYCLE,
                "shouldUseFallbackCallerLookup",
                "false")
            : Addresses.of(
                settings.url(),
                path,
                "dataCenterProvider",
                zone.substring(0, slash).toLowerCase(Locale.ROOT),
                "dataCenterRegion",
                zone.substring(slash + 1),
                "emissionFactorType",
                LIFE_CYCLE,
                "shouldUseFallbackCallerLookup",
                "false");
  }

  @Override
  public IntensityReading ask(HttpQuestions http, Instant now) throws RefusedAnswerException {
    Json answer = http.get(address, headers);
    requirePlace(answer);
    Json value = newest(answer, now);
    String kind = text(answer, value, "/emissionFactorType").orElse(LIFE_CYCLE);
    if (!kind.equals(LIFE_CYCLE)) {
      throw new RefusedAnswerException("its figure is not of the life cycle");
    }
    return IntensityReading.of(
        value.at("/carbonIntensity").number(), false, value.at("/datetime").time(), now);
  }

  /** Returns the answer itself, or the newest that its list has of now and has a figure. */
  private static Json newest(Json answer, Instant now) {
    Json newest = answer;
    for (String list : LISTS) {
      for (Json each : answer.at(list).elements()) {
        boolean isKnown = each.at("/carbonIntensity").number().isPresent();
        if (isKnown && each.at("/datetime").time().filter(time -> !time.isAfter(now)).isPresent()) {
          newest = each;
        }
      }
    }
    return newest;
  }

  private static Optional<String> text(Json answer, Json value, String pointer) {
    return value.at(pointer).text().or(() -> answer.at(pointer).text());
  }

  /**
   * Refuses an answer for another place: for another zone, or for a zone of another country than
   * that of the cloud's region.
   */
  private void requirePlace(Json answer) throws RefusedAnswerException {
    String told = answer.at("/zone").text().orElse("");
    boolean isRight =
        zone.contains("/")
            ? !country.isEmpty() && told.split("-", 2)[0].equals(country)
            : told.equalsIgnoreCase(zone);
    if (!isRight) {
      throw new RefusedAnswerException("its answer is for another place");
    }
  }
}
