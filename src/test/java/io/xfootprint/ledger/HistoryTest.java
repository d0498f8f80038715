// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

  private static final Route ROUTE = new Route("GET", "/a");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualClock clock = new ManualClock();
  private final History minute = new History(MINUTE, SECOND.multipliedBy(10), clock.getAsLong());

  /** One request a second, so that a gain tells over how many seconds it goes. */
  private long seconds;

  private void pass(long howMany, long keepEvery) {
    for (long i = 0; i < howMany; i++) {
      clock.advance(SECOND);
      seconds++;
      if (seconds % keepEvery == 0) {
        minute.keep(clock.getAsLong(), this::reading);
      }
    }
  }

  private LedgerReading reading(long nanoTime) {
    return new LedgerReading(
        nanoTime,
        Map.of(
            ROUTE,
            TestBooks.totals(
                seconds, 0, 0, 0, 0, 2 * seconds, 3 * seconds, 4 * seconds, 5 * seconds)),
        Map.of(CostCategory.IDLE, TestBooks.totals(0, 0, 0, 0, 0, 0, 0, 6 * seconds, 0)),
        Map.of());
  }

  private Statement statement() {
    long now = clock.getAsLong();
    return reading(now).since(minute.readings(now).get(0));
  }

  private long gain() {
    return statement().line(CostCategory.REQUESTS).asLong(Metric.REQUESTS);
  }

  @Test
  void isAllThereWasUntilItsSpanIsOver() {
    assertEquals(0, gain());
    pass(9, 10);
    assertEquals(9, gain());
    pass(51, 10);
    assertEquals(60, gain());
    pass(9, 10);
    assertEquals(69, gain());
  }

  @Test
  void reachesBackOverItsSpanAndAtMostOneStepMore() {
    pass(1000, 10);
    for (int i = 0; i < 200; i++) {
      pass(1, 10);
      long gain = gain();
      assertTrue(60 <= gain && gain < 70, gain + " s");
    }
  }

  @Test
  void gainsEveryFigureOfEveryLine() {
    pass(600, 10);
    Statement gained = statement();
    assertEquals(
        Sums.of(TestBooks.totals(60, 0, 0, 0, 0, 120, 180, 240, 300)), gained.route(ROUTE.label()));
    assertEquals(gained.route(ROUTE.label()), gained.line(CostCategory.REQUESTS));
    assertEquals(360, gained.line(CostCategory.IDLE).asLong(Metric.ENERGY_NANOJOULES));
  }

  @Test
  void reachesBackOneWindowMoreWhereWindowsAreLongerThanItsSteps() {
    pass(6000, 600);
    for (int i = 0; i < 1200; i++) {
      pass(1, 600);
      long gain = gain();
      assertTrue(60 <= gain && gain < 660, gain + " s");
    }
  }

  @Test
  void gainsNothingAfterADayOfIdleness() {
    pass(100, 10);
    clock.advance(Duration.ofDays(1));
    assertEquals(0, gain());
    minute.keep(clock.getAsLong(), this::reading);
    assertEquals(0, gain());
    pass(5, 10);
    assertEquals(5, gain());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 59, 60, 61, 600})
  void keepsNoMoreReadingsThanItHasSteps(int keepEvery) {
    for (int i = 0; i < 5000; i++) {
      pass(1, keepEvery);
      int kept = minute.readings(clock.getAsLong()).size();
      assertTrue(kept <= 60 / 10 + 2, kept + " readings");
    }
  }
}
