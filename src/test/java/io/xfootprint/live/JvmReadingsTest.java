// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.live.SharedReadings.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One of the applications of a JVM asks a service, and all others read what it was told. */
class JvmReadingsTest {

  private static final Duration INTERVAL = Duration.ofMinutes(15);

  private final Properties properties = new Properties();
  private Instant now = Instant.parse("2026-11-30T09:20:00Z");
  private final JvmReadings one = new JvmReadings(properties, () -> now);
  private final JvmReadings other = new JvmReadings(properties, () -> now);

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void letsOneApplicationAskForAll() {
    assertTrue(one.claims("uk", INTERVAL));
    assertFalse(other.claims("uk", INTERVAL));
    assertEquals(Optional.empty(), other.last("uk"));
    one.tell("uk", 263);
    pass(Duration.ofMinutes(12));
    assertFalse(other.claims("uk", INTERVAL));
    assertEquals(Optional.of(new Told(263, Duration.ofMinutes(12))), other.last("uk"));
    pass(Duration.ofMinutes(1));
    assertTrue(other.claims("uk", INTERVAL));
    assertFalse(one.claims("uk", INTERVAL));
    assertEquals(Optional.of(new Told(263, Duration.ofMinutes(13))), one.last("uk"));
  }

  @Test
  void tellsQuestionsApart() {
    assertTrue(one.claims("uk 13", INTERVAL));
    assertTrue(other.claims("uk 14", INTERVAL));
    one.tell("uk 13", 71);
    assertEquals(Optional.empty(), one.last("uk 14"));
  }

  @Test
  void letsNobodyAskWhileTheServiceWantsToRest() {
    assertTrue(one.claims("uk", INTERVAL));
    one.rest("uk", INTERVAL, Duration.ofHours(2));
    pass(Duration.ofMinutes(119));
    assertFalse(other.claims("uk", INTERVAL));
    pass(Duration.ofMinutes(2));
    assertTrue(other.claims("uk", INTERVAL));
  }

  @Test
  void asksAgainAfterAClockThatWasAhead() {
    assertTrue(one.claims("uk", INTERVAL));
    pass(Duration.ofDays(-3));
    assertTrue(one.claims("uk", INTERVAL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 2", "a b c", "1 2 3 4", "99999999999999999999 1 1"})
  void takesNothingFromATextOfAnotherForm(String text) {
    properties.setProperty("io.xfootprint.live uk", text);
    assertEquals(Optional.empty(), one.last("uk"));
    assertTrue(one.claims("uk", INTERVAL));
  }

  /** Class loaders of stopped applications would stay otherwise. */
  @Test
  void keepsTextAlone() {
    assertTrue(one.claims("uk", INTERVAL));
    one.tell("uk", 263);
    properties.forEach(
        (key, value) -> {
          assertEquals(String.class, key.getClass());
          assertEquals(String.class, value.getClass());
        });
  }

  @Test
  void letsOneAskThoughAllComeAtTheSameMoment() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 200; round++) {
        List<Future<Boolean>> claims = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          JvmReadings each = new JvmReadings(properties, () -> now);
          claims.add(threads.submit(() -> each.claims("uk", INTERVAL)));
        }
        int claimed = 0;
        for (Future<Boolean> claim : claims) {
          claimed += claim.get() ? 1 : 0;
        }
        assertEquals(1, claimed);
        pass(INTERVAL);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
