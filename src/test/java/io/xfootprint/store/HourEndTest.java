// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.database.FaultLog;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.Metric;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The end of an hour between two writes. */
class HourEndTest {

  private final CountedApplication app = new CountedApplication("2026-11-26T16:30:00Z");
  private final FakeInstanceStore store = new FakeInstanceStore();
  private final AtomicLong numbers = new AtomicLong();
  private final StoreWriter writer =
      new StoreWriter(
          store,
          app::books,
          app.ledger()::setOtherInstances,
          app,
          numbers::incrementAndGet,
          new FaultLog(TestDatabase.settings("jdbc:test:")));

  private long requests(String hour) {
    return store.requestsOf(LocalDateTime.parse(hour)).asLong(Metric.REQUESTS);
  }

  /** Or all instances would write at once. */
  @Test
  void isCountedAtOnceAndStoredWithTheNextWrite() {
    app.serve("/a", 3);
    writer.run();
    app.serve("/a", 4);
    app.pass(Duration.ofMinutes(30));
    writer.countHour();
    assertEquals(1, store.writes());
    app.serve("/a", 5);
    app.pass(Duration.ofMinutes(1));
    writer.run();
    assertEquals(2, store.writes());
    assertEquals(7, requests("2026-11-26T16:00"));
    assertEquals(5, requests("2026-11-26T17:00"));
    assertEquals(List.of(), store.violations());
  }
}
