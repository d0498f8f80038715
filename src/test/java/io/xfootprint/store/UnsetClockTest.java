// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.xfootprint.database.FaultLog;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Machines that start in 1970, until a server tells them the time. */
class UnsetClockTest {

  private final FakeInstanceStore store = new FakeInstanceStore();
  private final AtomicLong numbers = new AtomicLong();
  private final CapturedLog log = CapturedLog.ofFaults();

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
  void countsForTheFirstHourThatIsBelievedWhatWasCountedBeforeTheClockWasSet() {
    CountedApplication board = new CountedApplication("1970-01-01T00:00:07Z");
    StoreWriter ofBoard = writer(board);
    board.serve("/a", 3);
    ofBoard.run();
    board.serve("/a", 4);
    board.pass(Duration.ofHours(5));
    ofBoard.run();
    assertEquals(0, store.writes());
    assertFalse(store.isOpen());
    assertEquals(
        List.of(
            "The clock says 1970-01-01T00:00:07Z, so it is not set yet. Totals are kept in memory,"
                + " and stored as of the hour in which it is"),
        log.warnings());
    board.set("2026-11-26T16:30:00Z");
    board.serve("/a", 5);
    ofBoard.run();
    board.serve("/a", 6);
    board.pass(Duration.ofHours(1));
    ofBoard.run();
    assertEquals(18, requests("2026-11-26T16:00"));
    assertEquals(18, store.route("GET /a").asLong(Metric.REQUESTS));
    assertEquals(cpuNanos(board.lines()), cpuNanos(store.ofAllHours()));
    assertEquals(1, store.instances());
  }

  @Test
  void staysInItsHourWhileTheClockSaysThatItIsNotSet() {
    CountedApplication app = new CountedApplication("2026-11-26T16:30:00Z");
    StoreWriter writer = writer(app);
    app.serve("/a", 1);
    writer.run();
    app.set("1970-01-01T00:00:07Z");
    app.serve("/a", 2);
    writer.run();
    assertEquals(3, requests("2026-11-26T16:00"));
    app.set("2026-11-26T18:30:00Z");
    app.serve("/a", 4);
    writer.run();
    assertEquals(7, requests("2026-11-26T16:00"));
    assertEquals(cpuNanos(app.lines()), cpuNanos(store.ofAllHours()));
    assertEquals(1, store.instances());
  }

  @Test
  void losesNothingIfTheClockIsNeverSet() {
    CountedApplication board = new CountedApplication("1970-01-01T00:00:07Z");
    StoreWriter ofBoard = writer(board);
    board.serve("/a", 3);
    ofBoard.run();
    ofBoard.runLast(board.books(), () -> false);
    assertEquals(3, requests("2026-01-01T00:00"));
    assertEquals(cpuNanos(board.lines()), cpuNanos(store.total()));
    assertEquals(cpuNanos(board.lines()), cpuNanos(store.ofAllHours()));
    assertEquals(1, store.ended());
  }

  private long requests(String hour) {
    return store.requestsOf(LocalDateTime.parse(hour)).asLong(Metric.REQUESTS);
  }

  private static long cpuNanos(Statement books) {
    return books.line(CostCategory.BACKGROUND).asLong(Metric.CPU_NANOS);
  }
}
