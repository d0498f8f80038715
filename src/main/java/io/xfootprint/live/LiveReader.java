// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import io.xfootprint.grid.LiveIntensity;
import io.xfootprint.grid.SourcedIntensity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a service, checks what it tells and hands it on. Says once that it fails, however often it
 * does so, and once that it works again:
 *
 * <pre>{@code
 * electricity-maps FR (life cycle, consumption): 54.0 gCO2e/kWh; it prices energy from now on
 * No intensity by electricity-maps FR (life cycle, consumption): it answers with status 503. ...
 * electricity-maps FR (life cycle, consumption) tells 54.0 gCO2e/kWh again, after 3 failed tries
 * }</pre>
 *
 * <p>For use by one thread.
 */
final class LiveReader {

  private static final Logger log = LoggerFactory.getLogger(LiveReader.class);

  private final Service service;
  private final HttpQuestions http;
  private final LiveIntensity intensity;
  private final Pace pace;
  private final InstantSource clock;
  private boolean hasTold;
  private long failures;

  LiveReader(
      Service service,
      HttpQuestions http,
      LiveIntensity intensity,
      Pace pace,
      InstantSource clock) {
    this.service = service;
    this.http = http;
    this.intensity = intensity;
    this.pace = pace;
    this.clock = clock;
  }

  /** Asks once and returns how long to wait; empty if the service has closed for good. */
  Optional<Duration> ask() {
    try {
      IntensityReading reading = service.ask(http, clock.instant());
      Instant now = clock.instant();
      intensity.set(reading.intensity(), now);
      reportSuccess(reading.intensity().gramsPerKilowattHour());
      return Optional.of(pace.next());
    } catch (RefusedAnswerException e) {
      reportFailure(e);
      return e.isFinal() ? Optional.empty() : Optional.of(pace.next(e));
    }
  }

  private void reportSuccess(double grams) {
    if (!hasTold) {
      log.info("{}: {} gCO2e/kWh; it prices energy from now on", intensity.source(), grams);
    } else if (failures > 0) {
      log.info(
          "{} tells {} gCO2e/kWh again, after {} failed tries",
          intensity.source(),
          grams,
          failures);
    }
    hasTold = true;
    failures = 0;
  }

  private void reportFailure(RefusedAnswerException reason) {
    failures++;
    if (failures > 1 && !reason.isFinal()) {
      return;
    }
    SourcedIntensity fallback = intensity.fallback();
    log.warn(
        "No intensity by {}: {}. {}The last value holds for an hour, and without one {} gCO2e/kWh"
            + " ({})",
        intensity.source(),
        reason.getMessage(),
        reason.isFinal() ? "It is asked no more. " : "",
        fallback.intensity().gramsPerKilowattHour(),
        fallback.source());
  }
}
