// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.xfootprint.database.FaultLog;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.store.FakeInstanceStore.Mode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a writer says when something fails, and how it ends. */
class StoreWriterFaultsTest {

  private final CountedApplication app = new CountedApplication("2026-11-26T16:30:00Z");
  private final FakeInstanceStore store = new FakeInstanceStore();
  private final AtomicLong numbers = new AtomicLong();
  private final CapturedLog log = CapturedLog.ofFaults();
  private final StoreWriter writer = writer(app);

  @AfterEach
  void close() {
    log.close();
    assertEquals(List.of(), store.violations());
  }

  private StoreWriter writer(CountedApplication counted) {
    return new StoreWriter(
        store,
        counted::books,
        counted.ledger()::setOtherInstances,
        counted,
        numbers::incrementAndGet,
        new FaultLog(TestDatabase.settings("jdbc:test:")));
  }

  @Test
  void tellsAFailureOfTidyingAsThatAndOnce() {
    store.failTidying(new SQLException("deadlock detected", "40P01"));
    for (int i = 1; i <= 3; i++) {
      app.serve("/a", 1);
      app.pass(Duration.ofMinutes(1));
      writer.run();
      assertEquals(i, app.ledger().total().requests());
      assertTrue(app.ledger().total().isComplete());
    }
    store.failTidying(null);
    writer.run();
    assertAllStored();
    assertEquals(
        List.of(
            "Rows of closed hours could not be merged in the store jdbc:test: (deadlock detected)."
                + " All totals are stored; it is tried again within the hour"),
        log.warnings());
    assertEquals(List.of(), log.messages(Level.INFO));
  }

  @Test
  void leavesItToTheNextWriteToTellThatTheStoreIsAway() {
    store.failTidying(new SQLException("Connection refused", "08001"));
    writer.run();
    assertEquals(List.of(), log.warnings());
    store.mode(Mode.FAILS);
    writer.run();
    assertEquals(1, log.warnings().size());
  }

  /** As when a server is started again, or the process that serves a file to others ends. */
  @ParameterizedTest
  @EnumSource(names = {"LOSES_ONE_ANSWER", "LOSES_ONE_COMMIT"})
  void findsOutAtOnceWhatCameOfACommitInWhichTheConnectionWasCut(Mode mode) {
    app.serve("/a", 1);
    writer.run();
    app.serve("/a", 2);
    store.mode(mode);
    writer.run();
    assertEquals(List.of(), log.warnings());
    assertEquals(1, store.instances());
    assertAllStored();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"WORKS", "REFUSES"})
  void triesTheLastWriteAgainWhileThereIsTime(Mode mode) {
    app.serve("/a", 1);
    writer.run();
    store.mode(mode);
    app.serve("/a", 2);
    AtomicLong tries = new AtomicLong();
    writer.runLast(
        app.books(),
        () -> {
          if (tries.incrementAndGet() == 3) {
            store.mode(Mode.WORKS);
          }
          return true;
        });
    assertEquals(List.of(), log.warnings());
    assertEquals(store.instances(), store.ended());
    assertAllStored();
  }

  @Test
  void doesNotTryALoginAgainThatIsRefusedWhichMayLockTheAccount() {
    app.serve("/a", 1);
    writer.run();
    store.mode(Mode.REFUSES);
    AtomicLong tries = new AtomicLong();
    writer.runLast(app.books(), () -> tries.incrementAndGet() < 3);
    assertEquals(0, tries.get());
  }

  @Test
  void saysWhatIsLostWhenThereIsNoMoreTime() {
    app.serve("/a", 1);
    writer.run();
    store.mode(Mode.FAILS);
    app.serve("/a", 2);
    AtomicLong tries = new AtomicLong();
    writer.runLast(app.books(), () -> tries.incrementAndGet() < 3);
    assertEquals(3, tries.get());
    assertEquals(2, log.warnings().size(), () -> log.warnings().toString());
    assertTrue(log.warnings().get(0).contains("cannot be reached (away)"), log.warnings().get(0));
    assertTrue(log.warnings().get(1).contains(": 2 requests and "), log.warnings().get(1));
  }

  private void assertAllStored() {
    assertEquals(cpuNanos(app.lines()), cpuNanos(store.total()));
    assertEquals(cpuNanos(app.lines()), cpuNanos(store.ofAllHours()));
  }

  private static long cpuNanos(Statement books) {
    return books.line(CostCategory.REQUESTS).asLong(Metric.CPU_NANOS);
  }
}
