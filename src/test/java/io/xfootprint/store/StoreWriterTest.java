// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.FaultLog;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.OtherInstances;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.store.FakeInstanceStore.Mode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreWriterTest {

  private static final List<Metric> EXACT =
      List.of(
          Metric.REQUESTS,
          Metric.CPU_NANOS,
          Metric.ALLOCATED_BYTES,
          Metric.ENERGY_NANOJOULES,
          Metric.EMISSIONS_PICOGRAMS);

  private static final List<Mode> MODES = List.of(Mode.values());

  private final CountedApplication app = new CountedApplication("2026-11-26T16:30:00Z");
  private final FakeInstanceStore store = new FakeInstanceStore();
  private final AtomicLong numbers = new AtomicLong();
  private final StoreWriter writer = writer(app);

  private StoreWriter writer(CountedApplication counted) {
    return new StoreWriter(
        store,
        counted::books,
        counted.ledger()::setOtherInstances,
        counted,
        numbers::incrementAndGet,
        new FaultLog(TestDatabase.settings("jdbc:test:")));
  }

  private void passAndRun(Duration time) {
    app.pass(time);
    writer.run();
  }

  private static void assertSame(Statement expected, Statement actual) {
    for (CostCategory line : CostCategory.values()) {
      assertSame(expected.line(line), actual.line(line), line.name());
    }
  }

  private static void assertSame(Sums expected, Sums actual, String what) {
    EXACT.forEach(
        figure -> assertEquals(expected.get(figure), actual.get(figure), what + " " + figure));
  }

  private void assertAllStored() {
    assertSame(app.lines(), store.total());
    assertSame(app.lines(), store.ofAllHours());
  }

  private long requests(String hour) {
    return store.requestsOf(LocalDateTime.parse(hour)).asLong(Metric.REQUESTS);
  }

  @AfterEach
  void keepsTheRulesOfTheStore() {
    assertEquals(List.of(), store.violations());
  }

  @Test
  void storesWhatWasCounted() {
    app.serve("/a", 3);
    app.serve("/b", 2);
    writer.run();
    assertAllStored();
    app.serve("/a", 1);
    writer.run();
    assertAllStored();
    assertSame(app.route("/a"), store.route("GET /a"), "/a");
    assertEquals(6, store.total().line(CostCategory.REQUESTS).asLong(Metric.REQUESTS));
    assertEquals(1, store.instances());
  }

  @Test
  void keepsTheRangeOfWhatItStores() {
    app.serve("/a", 3);
    writer.run();
    Sums requests = store.total().line(CostCategory.REQUESTS);
    // x/: 2 for what work causes, 1.1 for the grid, 2.013 for both in quadrature.
    assertEquals(45, requests.asLong(Metric.LOW_NANOJOULES));
    assertEquals(180, requests.asLong(Metric.HIGH_NANOJOULES));
    assertEquals(Math.round(120 / 2.013), requests.asLong(Metric.LOW_PICOGRAMS));
    assertEquals(Math.round(120 * 2.013), requests.asLong(Metric.HIGH_PICOGRAMS));
  }

  @Test
  void countsEachHourForItself() {
    app.serve("/a", 3);
    writer.run();
    app.serve("/a", 4);
    passAndRun(Duration.ofMinutes(30));
    app.serve("/a", 5);
    passAndRun(Duration.ofMinutes(1));
    assertEquals(7, requests("2026-11-26T16:00"));
    assertEquals(5, requests("2026-11-26T17:00"));
    assertAllStored();
  }

  /** Of a process that was stopped, or suspended with its machine, in the middle of an hour. */
  @Test
  void countsAPauseForTheHourInWhichItBegan() {
    app.serve("/a", 3);
    writer.run();
    app.serve("/a", 2);
    passAndRun(Duration.ofHours(5));
    assertEquals(5, requests("2026-11-26T16:00"));
    for (int hour = 17; hour <= 21; hour++) {
      assertEquals(0, requests("2026-11-26T" + hour + ":00"));
    }
    app.serve("/a", 4);
    passAndRun(Duration.ofSeconds(10));
    assertEquals(5, requests("2026-11-26T16:00"));
    assertEquals(4, requests("2026-11-26T21:00"));
    assertAllStored();
  }

  @Test
  void waitsNoLongerThanUntilTheHourEnds() {
    app.pass(Duration.ofMinutes(29));
    assertEquals(Duration.ofMinutes(1), writer.untilNext(Duration.ofMinutes(5)));
    assertEquals(Duration.ofSeconds(10), writer.untilNext(Duration.ofSeconds(10)));
  }

  @Test
  void tellsWhatOthersHaveCost() {
    CountedApplication other = new CountedApplication("2026-11-26T16:30:00Z");
    StoreWriter otherWriter = writer(other);
    app.ledger().setOtherInstances(OtherInstances.UNREAD);
    assertFalse(app.ledger().total().isComplete());
    other.serve("/a", 5);
    app.serve("/a", 3);
    otherWriter.run();
    writer.run();
    app.serve("/a", 2);
    assertTrue(app.ledger().total().isComplete());
    assertEquals(10, app.ledger().total().requests());
    OtherInstances elsewhere = app.ledger().snapshot().elsewhere();
    assertSame(other.lines(), elsewhere.books());
    assertEquals(1, elsewhere.instances());
    assertEquals(
        10,
        app.ledger()
            .snapshot()
            .ofApplication()
            .line(CostCategory.REQUESTS)
            .asLong(Metric.REQUESTS));
  }

  @Test
  void goesOnWhereAnEarlierProcessHasStopped() {
    app.serve("/a", 3);
    writer.run();
    app.serve("/a", 4);
    writer.runLast(app.books(), () -> false);
    assertEquals(1, store.ended());
    CountedApplication next = new CountedApplication("2026-11-27T08:00:00Z");
    writer(next).run();
    assertSame(app.lines(), next.ledger().snapshot().elsewhere().books());
    assertEquals(7, next.ledger().total().requests());
  }

  @Test
  void losesNothingWhileTheStoreIsAway() {
    app.serve("/a", 1);
    writer.run();
    store.mode(Mode.FAILS);
    for (int hour = 0; hour < 5; hour++) {
      app.serve("/a", 10);
      passAndRun(Duration.ofHours(1));
    }
    store.mode(Mode.WORKS);
    app.serve("/a", 2);
    passAndRun(Duration.ofMinutes(1));
    assertEquals(11, requests("2026-11-26T16:00"));
    assertEquals(10, requests("2026-11-26T20:00"));
    assertEquals(2, requests("2026-11-26T21:00"));
    assertAllStored();
  }

  @Test
  void countsFromTheBeginningThoughTheStoreComesLater() {
    store.mode(Mode.FAILS);
    app.serve("/a", 1);
    writer.run();
    passAndRun(Duration.ofHours(3));
    assertFalse(store.isOpen());
    store.mode(Mode.WORKS);
    writer.run();
    assertEquals(1, requests("2026-11-26T16:00"));
    assertAllStored();
  }

  @Test
  void tellsHoursTogetherWhenThereAreTooMany() {
    store.mode(Mode.FAILS);
    int hours = 3 * WriteBacklog.MAX_HOURS;
    for (int hour = 0; hour < hours; hour++) {
      app.serve("/a", 1);
      passAndRun(Duration.ofHours(1));
    }
    store.mode(Mode.WORKS);
    writer.run();
    assertAllStored();
    assertEquals(hours, store.route("GET /a").asLong(Metric.REQUESTS));
    // The first hour and the last ones are as they were.
    assertEquals(1, requests("2026-11-26T16:00"));
    assertEquals(1, requests("2026-12-05T15:00"));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOSES_ANSWERS", "LOSES_COMMITS", "HAS_NO_MEMORY_FOR_ANSWERS"})
  void storesOnceWhatMayBeStored(Mode mode) {
    app.serve("/a", 1);
    writer.run();
    store.mode(mode);
    app.serve("/a", 10);
    passAndRun(Duration.ofHours(1));
    app.serve("/b", 100);
    passAndRun(Duration.ofHours(1));
    store.mode(Mode.WORKS);
    store.mergeClosedHours();
    app.serve("/a", 1000);
    passAndRun(Duration.ofHours(1));
    assertAllStored();
    assertEquals(1011, store.route("GET /a").asLong(Metric.REQUESTS));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOSES_ANSWERS", "LOSES_COMMITS", "HAS_NO_MEMORY_FOR_ANSWERS"})
  void storesOnceWhatMayBeStoredThoughItsHoursAreTooMany(Mode mode) {
    app.serve("/a", 1);
    writer.run();
    store.mode(Mode.FAILS);
    app.serve("/a", 10);
    passAndRun(Duration.ofHours(1));
    store.mode(mode);
    app.serve("/a", 100);
    passAndRun(Duration.ofMinutes(1));
    store.mode(Mode.FAILS);
    for (int hour = 0; hour < 2 * WriteBacklog.MAX_HOURS; hour++) {
      app.serve("/a", 1000);
      passAndRun(Duration.ofHours(1));
    }
    store.mode(Mode.WORKS);
    store.mergeClosedHours();
    writer.run();
    assertAllStored();
    assertEquals(11, requests("2026-11-26T16:00"));
    assertEquals(1100, requests("2026-11-26T17:00"));
  }

  @Test
  void keepsItsHoursWhenItWasTakenForLost() {
    app.serve("/a", 1);
    writer.run();
    store.mode(Mode.FAILS);
    app.serve("/a", 10);
    passAndRun(Duration.ofHours(1));
    app.serve("/a", 100);
    passAndRun(Duration.ofHours(1));
    store.endAll();
    store.mode(Mode.WORKS);
    app.serve("/a", 1000);
    passAndRun(Duration.ofMinutes(1));
    assertEquals(11, requests("2026-11-26T16:00"));
    assertEquals(100, requests("2026-11-26T17:00"));
    assertEquals(1000, requests("2026-11-26T18:00"));
    assertAllStored();
  }

  @ParameterizedTest
  @EnumSource
  void goesOnUnderAnotherNumberWhenItWasTakenForLost(Mode before) {
    app.serve("/a", 1);
    writer.run();
    store.mode(before);
    app.serve("/a", 10);
    passAndRun(Duration.ofMinutes(10));
    store.mode(Mode.WORKS);
    store.endAll();
    app.serve("/a", 100);
    passAndRun(Duration.ofDays(2));
    assertEquals(2, store.instances());
    assertAllStored();
    app.serve("/b", 1000);
    passAndRun(Duration.ofMinutes(1));
    assertAllStored();
    assertEquals(1111, app.ledger().total().requests());
    assertEquals(Sums.NONE, app.ledger().snapshot().elsewhere().books().full());
  }

  @Test
  void beginsAnewWhenTheClockIsSetBack() {
    app.serve("/a", 1);
    writer.run();
    app.serve("/a", 2);
    passAndRun(Duration.ofHours(-5));
    app.serve("/a", 4);
    passAndRun(Duration.ofMinutes(1));
    assertEquals(3, requests("2026-11-26T16:00"));
    assertEquals(4, requests("2026-11-26T11:00"));
    assertEquals(2, store.instances());
    assertEquals(1, store.ended());
    assertAllStored();
  }

  @Test
  void staysInItsHourWhenTheClockIsSetBackALittle() {
    app.pass(Duration.ofMinutes(31));
    writer.run();
    app.serve("/a", 1);
    passAndRun(Duration.ofMinutes(-10));
    assertEquals(1, requests("2026-11-26T17:00"));
    assertEquals(1, store.instances());
  }

  @Test
  void keepsASumThatFallsUntilItHasComeUpAgain() {
    app.books(1000);
    writer.run();
    BigInteger highest = store.total().line(CostCategory.BACKGROUND).get(Metric.CPU_NANOS);
    // A request that was under way, and counted as background, ends: 100 ns are taken back.
    app.serve("/a", 10);
    writer.runLast(app.books(-100), () -> false);
    assertEquals(highest, store.total().line(CostCategory.BACKGROUND).get(Metric.CPU_NANOS));
    assertEquals(store.total().full(), store.ofAllHours().full());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void losesAndDoublesNothingWhateverHappens(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 1_500; step++) {
      if (random.nextInt(4) > 0) {
        app.serve("/" + random.nextInt(5), random.nextInt(20));
      }
      app.pass(time(random));
      if (random.nextInt(10) == 0) {
        store.mode(MODES.get(random.nextInt(MODES.size())));
      }
      if (random.nextInt(20) == 0) {
        store.mergeClosedHours();
      }
      if (random.nextInt(100) == 0) {
        store.endAll();
      }
      writer.run();
    }
    store.mode(Mode.WORKS);
    writer.runLast(app.books(), () -> false);
    assertAllStored();
    for (int i = 0; i < 5; i++) {
      assertSame(app.route("/" + i), store.route("GET /" + i), "route " + i);
    }
    assertTrue(store.instances() > 5, "instances: " + store.instances());
  }

  private static Duration time(Random random) {
    return switch (random.nextInt(30)) {
      case 0 -> Duration.ofHours(random.nextInt(100));
      case 1 -> Duration.ofMinutes(-random.nextInt(600));
      case 2, 3, 4 -> Duration.ofMinutes(random.nextInt(120));
      default -> Duration.ofSeconds(10);
    };
  }
}
