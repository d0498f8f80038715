// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import io.xfootprint.settings.GridSettings;
import io.xfootprint.settings.GridUnit;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * WattTime: the average of a region, which a subscription opens. A token, which holds for half an
 * hour, is fetched with user and password.
 *
 * <pre>{@code
 * {"data":[{"point_time":"2026-11-30T10:00:00+00:00","value":870.0},...],
 *  "meta":{"signal_type":"co2_aoer","units":"lbs_co2_per_mwh","data_point_period_seconds":300}}
 * }</pre>
 */
final class WattTime implements Service {

  /** Its other signals tell what one more kWh emits, or a place among the values of a month. */
  private static final String AVERAGE = "co2_aoer";

  private static final String POUNDS = "lbs_co2_per_mwh";

  private static final double USUAL_PERIOD_SECONDS = 300;

  private final URI login;
  private final URI forecast;
  private final String credentials;

  /** Empty before the first login. */
  private String token = "";

  WattTime(GridSettings settings) {
    login = Addresses.of(settings.url(), "/login");
    forecast =
        Addresses.of(
            settings.url(),
            "/v3/forecast",
            "region",
            settings.zone(),
            "signal_type",
            AVERAGE,
            "horizon_hours",
            "1");
    credentials =
        Base64.getEncoder().encodeToString(settings.key().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public IntensityReading ask(HttpQuestions http, Instant now) throws RefusedAnswerException {
    Json answer = answer(http);
    String signal = answer.at("/meta/signal_type").text().orElse(AVERAGE);
    String unit = answer.at("/meta/units").text().orElse("");
    if (!signal.equals(AVERAGE) || !unit.equals(POUNDS)) {
      throw new RefusedAnswerException("its figure is no average in pounds per MWh");
    }
    Json point = current(answer, now);
    OptionalDouble value = point.at("/value").number();
    OptionalDouble grams =
        value.isPresent() ? OptionalDouble.of(GridUnit.POUNDS.grams(value.getAsDouble())) : value;
    return IntensityReading.of(grams, false, point.at("/point_time").time(), now);
  }

  /** Returns the first point whose period is not over; the last one of any kind if all are. */
  private static Json current(Json answer, Instant now) {
    double seconds =
        answer.at("/meta/data_point_period_seconds").number().orElse(USUAL_PERIOD_SECONDS);
    Duration period = Duration.ofSeconds((long) Math.max(1, Math.min(seconds, 3600)));
    Json last = answer.at("/data/0");
    for (Json point : answer.at("/data").elements()) {
      last = point;
      Optional<Instant> begin = point.at("/point_time").time();
      if (begin.filter(time -> time.plus(period).isAfter(now)).isPresent()) {
        return point;
      }
    }
    return last;
  }

  private Json answer(HttpQuestions http) throws RefusedAnswerException {
    boolean hadToken = !token.isEmpty();
    if (!hadToken) {
      logIn(http);
    }
    try {
      return http.get(forecast, Map.of("Authorization", "Bearer " + token));
    } catch (RefusedAnswerException e) {
      token = e.isUnauthorized() ? "" : token;
      if (!hadToken || !e.isUnauthorized()) {
        throw e;
      }
      // The token may have ended, after half an hour.
      logIn(http);
      return http.get(forecast, Map.of("Authorization", "Bearer " + token));
    }
  }

  private void logIn(HttpQuestions http) throws RefusedAnswerException {
    token =
        http.get(login, Map.of("Authorization", "Basic " + credentials))
            .at("/token")
            .text()
            // It becomes a header of the next question.
            .filter(text -> text.matches("[!-~]{1,8192}"))
            .orElseThrow(() -> new RefusedAnswerException("its login gives no token"));
  }
}
