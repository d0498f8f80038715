// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoreReaderTest {

  private final AtomicInteger writes = new AtomicInteger();
  private volatile Statement stored = Statement.NONE;
  private TestTables tables;
  private StoreReader reader;

  @BeforeEach
  void open() throws SQLException {
    tables = TestTables.in(TestDatabase.H2);
    tables.store("shop");
    Database database = new Database(ConnectionSource.of(tables.settings()));
    TotalsHistory history = new TotalsHistory(database, "shop", Duration.ofMinutes(1));
    reader = new StoreReader(database, history, () -> stored);
  }

  @AfterEach
  void close() throws SQLException {
    reader.close();
    tables.close();
  }

  private void write() {
    writes.incrementAndGet();
    stored = new Statement(Map.of());
  }

  private static List<Thread> readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("x-footprint-reader"))
        .toList();
  }

  @Test
  void tellsWhatOfThisProcessIsInTheAnswer() throws Exception {
    write();
    StoreReading<Statement> reading = reader.read(TotalsHistory::total);
    assertEquals(0, reading.value().lines().size());
    assertSame(stored, reading.stored());
  }

  @Test
  void asksAgainWhenSomethingWasWrittenMeanwhile() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    StoreReading<Integer> reading =
        reader.read(
            history -> {
              if (asked.incrementAndGet() == 1) {
                write();
              }
              return asked.get();
            });
    assertEquals(2, reading.value());
    assertSame(stored, reading.stored());
  }

  @Test
  void leavesAStoreThatDoesNotAnswerAndAsksItLater() throws Exception {
    CountDownLatch silent = new CountDownLatch(1);
    StoreException late =
        assertThrows(
            StoreException.class,
            () ->
                reader.read(
                    history -> {
                      await(silent);
                      return 1;
                    }));
    assertEquals("takes too long", late.getMessage());
    silent.countDown();
    assertEquals(2, reader.read(history -> 2).value());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void saysNoMoreOfAFailureThanWhatItIs() {
    StoreException failure =
        assertThrows(
            StoreException.class,
            () ->
                reader.read(
                    history -> {
                      throw new IllegalStateException("password=secret");
                    }));
    assertEquals("fails", failure.getMessage());
  }

  @Test
  void leavesNoThreadAndAnswersNothingWhenItIsClosed() throws Exception {
    reader.read(TotalsHistory::total);
    assertEquals(1, readers().size());
    reader.close();
    for (Thread thread : readers()) {
      thread.join();
    }
    assertThrows(StoreException.class, () -> reader.read(TotalsHistory::total));
    assertEquals(List.of(), readers());
  }
}
