// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import io.xfootprint.grid.LiveIntensity;
import io.xfootprint.grid.SourcedIntensity;
import io.xfootprint.units.CarbonIntensity;
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

  private static final Duration SAME = Duration.ofSeconds(5);

  /** Each other instance finds out by itself, on a day of its own. */
  private static final Duration FINAL_FOR_OTHERS = Duration.ofDays(1);

  private final String question;
  private final Service service;
  private final HttpQuestions http;
  private final LiveIntensity intensity;
  private final SharedReadings shared;
  private final Pace pace;
  private final InstantSource clock;
  private final Instant started;

  /** When the newest value was told. */
  private Instant toldAt = Instant.MIN;

  /** Before that it takes what others are told, and asks nobody. */
  private Instant restsUntil = Instant.MIN;

  private boolean hasTold;
  private long failures;

  /**
   * Creates a reader.
   *
   * @param question names what is asked, the same for all who ask it
   */
  LiveReader(
      String question,
      Service service,
      HttpQuestions http,
      LiveIntensity intensity,
      SharedReadings shared,
      Pace pace,
      InstantSource clock) {
    this.question = question;
    this.service = service;
    this.http = http;
    this.intensity = intensity;
    this.shared = shared;
    this.pace = pace;
    this.clock = clock;
    started = clock.instant();
  }

  /**
   * Asks once, or takes what another instance was told. Returns how long to wait; empty if the
   * service has closed for good.
   */
  Optional<Duration> ask() {
    boolean mayAsk = !clock.instant().isBefore(restsUntil);
    return mayAsk && shared.claims(question, pace.interval())
        ? askService()
        : Optional.of(takeShared());
  }

  private Optional<Duration> askService() {
    try {
      IntensityReading reading = service.ask(http, clock.instant());
      double grams = reading.intensity().gramsPerKilowattHour();
      set(grams, clock.instant());
      shared.tell(question, grams);
      return Optional.of(pace.next());
    } catch (RefusedAnswerException e) {
      return refused(e);
    } catch (RuntimeException e) {
      // An answer that nobody thought of, and no reason to stop.
      return refused(
          new RefusedAnswerException(
              "its answer cannot be read (" + e.getClass().getSimpleName() + ")"));
    }
  }

  private Optional<Duration> refused(RefusedAnswerException reason) {
    reportFailure(reason);
    Duration wait = pace.next(reason);
    if (reason.isFinal()) {
      shared.rest(question, pace.interval(), FINAL_FOR_OTHERS);
      return Optional.empty();
    }
    if (reason.isLasting()) {
      // Others may have another key, and what they are told holds here too.
      restsUntil = clock.instant().plus(wait);
      return Optional.of(takeShared());
    }
    if (reason.retryAfter().compareTo(SharedReadings.due(pace.interval())) > 0) {
      shared.rest(question, pace.interval(), wait);
    }
    return Optional.of(wait);
  }

  private Duration takeShared() {
    Optional<SharedReadings.Told> told =
        shared
            .last(question)
            .filter(each -> each.age().compareTo(LiveIntensity.HOLDS) < 0)
            .filter(each -> IntensityReading.canBe(each.gramsPerKilowattHour()));
    if (told.isEmpty()) {
      // At the start another instance may just be asking.
      if (hasTold || clock.instant().isAfter(started.plus(pace.interval()))) {
        reportFailure(new RefusedAnswerException("no instance was told one in the last hour"));
      }
      return pace.soon();
    }
    Duration age = told.get().age();
    Instant at = clock.instant().minus(age);
    // The same value again comes with a slightly other time.
    if (at.isAfter(toldAt.plus(SAME))) {
      set(told.get().gramsPerKilowattHour(), at);
    }
    return pace.nextOfOther(age);
  }

  private void set(double grams, Instant at) {
    toldAt = at;
    intensity.set(new CarbonIntensity(grams), at);
    reportSuccess(grams);
  }

  private void reportSuccess(double grams) {
    double rounded = Math.round(grams * 10) / 10.0;
    if (!hasTold) {
      log.info("{}: {} gCO2e/kWh; it prices energy from now on", intensity.source(), rounded);
    } else if (failures > 0) {
      log.info(
          "{} tells {} gCO2e/kWh again, after {} failed tries",
          intensity.source(),
          rounded,
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
