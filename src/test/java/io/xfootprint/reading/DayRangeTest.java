// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.store.Granularity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Days that somebody asks for. */
class DayRangeTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private static DayRange range(String from, String to) {
    return DayRange.of(from, to).orElseThrow();
  }

  @Test
  void hasBothOfItsEnds() {
    DayRange range = range("2026-11-01", "2026-11-15");
    assertEquals(Instant.parse("2026-11-01T00:00:00Z"), range.begin(NOON, Instant.EPOCH));
    assertEquals(Instant.parse("2026-11-16T00:00:00Z"), range.end(NOON));
    assertEquals("from=2026-11-01&to=2026-11-15", range.query());
    assertEquals("2026-11-01 to 2026-11-15", range.title());
    assertEquals("2026-11-15", range("2026-11-15", "2026-11-15").title());
  }

  /** Nothing was counted before, so there is nothing to show, not even zeros. */
  @Test
  void beginsWithTheDayOfTheFirstCount() {
    DayRange range = range("2026-11-01", "2026-11-15");
    Instant noon = Instant.parse("2026-11-05T12:00:00Z");
    assertEquals(Instant.parse("2026-11-05T00:00:00Z"), range.begin(NOON, noon));
    assertEquals(range.end(NOON), range.begin(NOON, NOON));
  }

  @Test
  void takesTwoDaysInEitherOrder() {
    assertEquals("2026-11-01/2026-11-15", range("2026-11-15", "2026-11-01").key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-02-30",
        "2026-13-01",
        "2026-1-1",
        "1999-12-31",
        "3000-01-01",
        "+999999999-12-31",
        "2026-11-01T00:00",
        "yesterday",
        "2026-11-01 ",
        "٢٠٢٦-١١-٠١",
        "-2026-11-01"
      })
  void refusesWhatIsNoDay(String text) {
    assertTrue(DayRange.of(text, "2026-11-01").isEmpty());
    assertTrue(DayRange.of("2026-11-01", text).isEmpty());
  }

  @Test
  void neverThrowsAtAnyText() {
    Random random = new Random(17);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("2026-11-01");
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        text.setCharAt(random.nextInt(text.length()), "0123456789-T/é".charAt(random.nextInt(14)));
      }
      DayRange.of(text.toString(), text.toString())
          .ifPresent(range -> assertEquals(text.toString(), range.first().toString()));
    }
  }

  @Test
  void includesNowIfTodayIsOneOfItsDays() {
    assertTrue(range("2026-11-30", "2026-11-30").includes(NOON));
    assertTrue(range("2026-01-01", "2027-01-01").includes(NOON));
    assertFalse(range("2026-11-29", "2026-11-29").includes(NOON));
    assertFalse(range("2026-12-01", "2026-12-24").includes(NOON));
  }

  @Test
  void isFollowedByAsManyDays() {
    assertEquals("2026-10-25/2026-10-31", range("2026-11-01", "2026-11-07").before().key());
    assertEquals("2026-11-24/2026-11-30", DayRange.until(LocalDate.of(2026, 11, 30), 7).key());
  }

  @ParameterizedTest
  @CsvSource({"1, HOUR", "2, HOUR", "3, DAY", "93, DAY", "94, MONTH", "4000, MONTH"})
  void isToldInStepsThatFitAChart(int days, Granularity step) {
    assertEquals(step, range("2026-11-01", "2026-11-01").step(Duration.ofDays(days)));
  }
}
