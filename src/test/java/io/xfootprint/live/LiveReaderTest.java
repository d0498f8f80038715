// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.grid.LiveIntensity;
import io.xfootprint.grid.SourcedIntensity;
import io.xfootprint.units.CarbonIntensity;
import io.xfootprint.units.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a service, and what holds while it is away. */
class LiveReaderTest {

  private final CapturedLog log = CapturedLog.of(LiveReader.class.getName(), Level.INFO);
  private final LiveIntensity intensity =
      new LiveIntensity(
          new SourcedIntensity(new CarbonIntensity(300), Range.EXACT, "annual 2024"), "a service");
  private final FakeShared shared = new FakeShared();
  private Instant now = Instant.parse("2026-11-30T09:20:00Z");
  private double grams = 54;
  private @Nullable RefusedAnswerException refusal;

  private final LiveReader reader =
      new LiveReader(
          "a question",
          (http, time) -> {
            RefusedAnswerException reason = refusal;
            if (reason != null) {
              throw reason;
            }
            return new IntensityReading(new CarbonIntensity(grams), time);
          },
          new HttpQuestions(Duration.ofSeconds(1), () -> now),
          intensity,
          shared,
          new Pace(Duration.ofMinutes(15), new Random(1)),
          () -> now);

  @AfterEach
  void stop() {
    log.close();
  }

  private double ask(Duration later) {
    now = now.plus(later);
    Optional<Duration> unused = reader.ask();
    return intensity.at(now).intensity().gramsPerKilowattHour();
  }

  @Test
  void handsOnWhatTheServiceTellsAndSaysSoOnce() {
    assertEquals(54, ask(Duration.ZERO));
    grams = 60;
    assertEquals(60, ask(Duration.ofMinutes(15)));
    assertEquals(
        List.of("a service: 54.0 gCO2e/kWh; it prices energy from now on"), log.messages());
  }

  @Test
  void degradesToTheLastValueAndThenToTheAnnualAverageAndRecovers() {
    ask(Duration.ZERO);
    refusal = new RefusedAnswerException(503, Duration.ZERO);
    assertEquals(54, ask(Duration.ofMinutes(15)));
    refusal = new RefusedAnswerException("its answer is not JSON");
    assertEquals(54, ask(Duration.ofMinutes(44)));
    assertEquals(300, ask(Duration.ofMinutes(1)));
    refusal = null;
    grams = 70;
    assertEquals(70, ask(Duration.ofMinutes(15)));
    assertEquals(
        List.of(
            "a service: 54.0 gCO2e/kWh; it prices energy from now on",
            "No intensity by a service: it answers with status 503. The last value holds for an"
                + " hour, and without one 300.0 gCO2e/kWh (annual 2024)",
            "a service tells 70.0 gCO2e/kWh again, after 3 failed tries"),
        log.messages());
  }

  @Test
  void tellsTheOtherInstancesWhatItWasTold() {
    ask(Duration.ZERO);
    refusal = new RefusedAnswerException(500, Duration.ZERO);
    ask(Duration.ofMinutes(15));
    assertEquals(List.of("a question 54.0"), shared.told);
  }

  /** Where the service wants to be left alone, all instances leave it alone. */
  @Test
  void hasTheOtherInstancesRestToo() {
    refusal = new RefusedAnswerException(410, Duration.ZERO);
    ask(Duration.ZERO);
    assertEquals(List.of("a question rests PT24H"), shared.told);
  }

  @Test
  void hasTheOtherInstancesRestAsLongAsTheServiceWants() {
    refusal = new RefusedAnswerException(429, Duration.ofMinutes(13));
    Duration wait = reader.ask().orElseThrow();
    assertTrue(wait.compareTo(Duration.ofMinutes(13)) >= 0, wait.toString());
    assertEquals(List.of("a question rests " + wait), shared.told);
  }

  /** A key that is wrong here may be right elsewhere: what others are told holds here too. */
  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void takesWhatOthersAreToldWhereItsKeyOrItsPlaceIsRefused(int status) {
    refusal = new RefusedAnswerException(status, Duration.ZERO);
    assertEquals(300, ask(Duration.ZERO));
    assertEquals(List.of(), shared.told);
    refusal = null;
    assertEquals(300, ask(Duration.ofMinutes(2)));
    shared.last = Optional.of(new SharedReadings.Told(60, Duration.ofMinutes(1)));
    assertEquals(60, ask(Duration.ofMinutes(15)));
    assertEquals(60, ask(Duration.ofHours(5)));
    assertEquals(54, ask(Duration.ofHours(2)), "by its own key, which may be right by now");
  }

  /** Who comes while all rest is told why there is no value. */
  @Test
  void saysThatItWaitsWhereNoInstanceWasEverToldOne() {
    shared.claims = false;
    ask(Duration.ZERO);
    ask(Duration.ofMinutes(15));
    assertEquals(List.of(), log.messages());
    ask(Duration.ofMinutes(1));
    ask(Duration.ofMinutes(1));
    assertEquals(
        List.of(
            "No intensity by a service: no instance was told one in the last hour. The last value"
                + " holds for an hour, and without one 300.0 gCO2e/kWh (annual 2024)"),
        log.messages());
  }

  /** As it is told by a database whose clock was ahead. */
  @Test
  void waitsAnIntervalAtMostForAValueOfTheFuture() {
    shared.claims = false;
    shared.last = Optional.of(new SharedReadings.Told(60, Duration.ofDays(-40)));
    Duration wait = reader.ask().orElseThrow();
    assertTrue(wait.compareTo(Duration.ofMinutes(17)) < 0, wait.toString());
  }

  /** After a whole interval the value would be of up to two, and it holds for an hour. */
  @Test
  void looksForTheNextValueOfAnotherInstanceWhenItIsDue() {
    shared.claims = false;
    shared.last = Optional.of(new SharedReadings.Told(60, Duration.ofMinutes(12)));
    Duration wait = reader.ask().orElseThrow();
    assertTrue(wait.compareTo(Duration.ofMinutes(4)) < 0, wait.toString());
  }

  @Test
  void takesWhatAnotherInstanceWasToldAndAsksNobody() {
    refusal = new RefusedAnswerException("it must not be asked");
    shared.claims = false;
    assertEquals(300, ask(Duration.ZERO));
    shared.last = Optional.of(new SharedReadings.Told(60, Duration.ofMinutes(7)));
    assertEquals(60, ask(Duration.ofMinutes(2)));
    assertEquals(Optional.of(Duration.ofMinutes(7)), intensity.current(now).age());
    // The same again, and later nothing in the last hour.
    shared.last = Optional.of(new SharedReadings.Told(60, Duration.ofMinutes(22)));
    assertEquals(60, ask(Duration.ofMinutes(15)));
    shared.last = Optional.of(new SharedReadings.Told(60, Duration.ofMinutes(67)));
    assertEquals(300, ask(Duration.ofMinutes(45)));
    shared.last = Optional.of(new SharedReadings.Told(Double.NaN, Duration.ZERO));
    assertEquals(300, ask(Duration.ofMinutes(1)));
    assertEquals(
        List.of(
            "a service: 60.0 gCO2e/kWh; it prices energy from now on",
            "No intensity by a service: no instance was told one in the last hour. The last value"
                + " holds for an hour, and without one 300.0 gCO2e/kWh (annual 2024)"),
        log.messages());
  }

  @Test
  void goesOnAfterAnAnswerThatNobodyThoughtOf() {
    grams = -1;
    assertEquals(300, ask(Duration.ZERO));
    grams = 54.4444;
    assertEquals(54.4444, ask(Duration.ofMinutes(15)));
    assertEquals(
        List.of(
            "No intensity by a service: its answer cannot be read (IllegalArgumentException). The"
                + " last value holds for an hour, and without one 300.0 gCO2e/kWh (annual 2024)",
            "a service: 54.4 gCO2e/kWh; it prices energy from now on"),
        log.messages());
  }

  @Test
  void asksNoMoreWhereTheServiceHasClosed() {
    refusal = new RefusedAnswerException(500, Duration.ZERO);
    ask(Duration.ZERO);
    refusal = new RefusedAnswerException(410, Duration.ZERO);
    assertEquals(Optional.empty(), reader.ask());
    assertEquals(
        "No intensity by a service: it answers with status 410, as it has closed. It is asked no"
            + " more. The last value holds for an hour, and without one 300.0 gCO2e/kWh (annual"
            + " 2024)",
        log.messages().get(1));
  }
}
