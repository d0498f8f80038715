// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Duration INTERVAL = Duration.ofMinutes(15);

  /** A pace whose chance is always the same. */
  private static Pace pace(double chance) {
    return new Pace(
        INTERVAL,
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return 0;
          }

          @Override
          public double nextDouble() {
            return chance;
          }
        });
  }

  private static RefusedAnswerException refusal(int status, Duration retryAfter) {
    return new RefusedAnswerException(status, retryAfter);
  }

  @Test
  void asksEachIntervalMoreOrLess() {
    assertEquals(Duration.ofSeconds(810), pace(0).next());
    assertEquals(INTERVAL, pace(0.5).next());
    assertEquals(Duration.ofSeconds(989), pace(0.999).next().truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void asksSoonForTheFirstTime() {
    assertEquals(Duration.ZERO, pace(0).first());
    assertEquals(Duration.ofMillis(450), pace(0.5).first());
  }

  @Test
  void looksForTheValueOfAnotherInstanceWhenItIsDueAndThenSoon() {
    assertEquals(Duration.ofMinutes(3), pace(0.5).nextOfOther(Duration.ofMinutes(12)));
    assertEquals(Duration.ofSeconds(90), pace(0.5).nextOfOther(Duration.ofMinutes(14)));
    assertEquals(Duration.ofSeconds(90), pace(0.5).nextOfOther(Duration.ofMinutes(59)));
  }

  @Test
  void asksAgainAsUsualAfterAFailureThatMayPass() {
    assertEquals(INTERVAL, pace(0.5).next(new RefusedAnswerException("it is late")));
    assertEquals(INTERVAL, pace(0.5).next(refusal(500, Duration.ZERO)));
  }

  @Test
  void waitsAsLongAsItIsAskedTo() {
    assertEquals(INTERVAL, pace(0.5).next(refusal(429, Duration.ofMinutes(1))));
    assertEquals(Duration.ofMinutes(14), pace(0).next(refusal(429, Duration.ofMinutes(14))));
    assertEquals(Duration.ofHours(2), pace(0).next(refusal(429, Duration.ofHours(2))));
    assertEquals(Duration.ofMinutes(126), pace(0.5).next(refusal(503, Duration.ofHours(2))));
  }

  @Test
  void asksRarelyWhereSomebodyHasToChangeSomething() {
    for (int status : new int[] {401, 403, 404}) {
      assertEquals(Duration.ofHours(6), pace(0.5).next(refusal(status, Duration.ZERO)));
    }
  }
}
