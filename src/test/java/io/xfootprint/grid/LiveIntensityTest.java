// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.units.CarbonIntensity;
import io.xfootprint.units.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveIntensityTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final SourcedIntensity ANNUAL =
      new SourcedIntensity(new CarbonIntensity(300), new Range(2, 3), "annual 2024");

  private final LiveIntensity live = new LiveIntensity(ANNUAL, "a service");

  private void tell(double grams, Instant at) {
    live.set(new CarbonIntensity(grams), at);
  }

  @Test
  void isTheAnnualAverageUntilSomethingIsTold() {
    assertEquals(ANNUAL, live.at(NOW));
    assertEquals(
        new CurrentIntensity(300, Optional.empty(), "annual 2024", Optional.empty()),
        live.current(NOW));
  }

  @Test
  void holdsForAnHour() {
    tell(50, NOW);
    SourcedIntensity told =
        new SourcedIntensity(new CarbonIntensity(50), new Range(1.3, 1.3), "a service");
    assertEquals(told, live.at(NOW));
    assertEquals(told, live.at(NOW.plusSeconds(3599)));
    assertEquals(ANNUAL, live.at(NOW.plusSeconds(3600)));
    assertEquals(
        new CurrentIntensity(
            50, Optional.of(Duration.ofMinutes(20)), "a service", Optional.empty()),
        live.current(NOW.plusSeconds(1200)));
  }

  @Test
  void isTheNewestThatWasTold() {
    tell(50, NOW);
    tell(60, NOW.plusSeconds(900));
    assertEquals(60, live.at(NOW.plusSeconds(901)).intensity().gramsPerKilowattHour());
  }

  /** Nobody knows how old it is then, and it must not hold for a year. */
  @Test
  void doesNotHoldWhereTheClockWasSetBack() {
    tell(50, NOW);
    assertEquals(50, live.at(NOW.minusSeconds(5)).intensity().gramsPerKilowattHour());
    assertEquals(Optional.of(Duration.ZERO), live.current(NOW.minusSeconds(5)).age());
    assertEquals(ANNUAL, live.at(NOW.minusSeconds(3600)));
    tell(70, NOW.minusSeconds(3600));
    assertEquals(70, live.at(NOW.minusSeconds(3600)).intensity().gramsPerKilowattHour());
  }

  @ParameterizedTest
  @CsvSource({"99, LOW", "50, LOW", "150, MODERATE", "199, HIGH", "250, HIGH", "167, HIGH"})
  void comparesWithTheLastDay(double grams, GridLevel level) {
    for (int quarter = 0; quarter < 96; quarter++) {
      tell(100 + quarter, NOW.plus(Duration.ofMinutes(15L * quarter)));
    }
    Instant end = NOW.plus(Duration.ofHours(24));
    tell(grams, end);
    assertEquals(Optional.of(level), live.current(end).level());
  }

  @Test
  void forgetsWhatIsOlderThanADay() {
    tell(1, NOW);
    for (int hour = 20; hour <= 30; hour++) {
      tell(hour, NOW.plus(Duration.ofHours(hour)));
    }
    tell(20.5, NOW.plus(Duration.ofHours(31)));
    assertEquals(Optional.of(GridLevel.LOW), live.current(NOW.plus(Duration.ofHours(31))).level());
  }

  /** The time of day alone would make them high or low. */
  @Test
  void comparesWithNoLessThanSixHours() {
    tell(100, NOW);
    Instant early = NOW.plus(Duration.ofMinutes(359));
    tell(200, early);
    assertEquals(Optional.empty(), live.current(early).level());
    Instant later = NOW.plus(Duration.ofHours(6));
    tell(300, later);
    assertEquals(Optional.of(GridLevel.HIGH), live.current(later).level());
  }

  @Test
  void isModerateWhereItStaysTheSame() {
    tell(100, NOW);
    Instant later = NOW.plus(Duration.ofHours(7));
    tell(100, later);
    assertEquals(Optional.of(GridLevel.MODERATE), live.current(later).level());
  }
}
