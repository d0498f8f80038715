// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.BreakingConnections;
import io.xfootprint.database.Sql;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.database.WatchedConnections;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What many do at once, and what breaks on the way, changes no sum. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class TidyingRaceTest {

  private static final int THREADS = 8;

  private final TestTables tables;
  private final LocalDateTime today;
  private final Random random = new Random(10);

  TidyingRaceTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
    tables.store("shop");
    today = tables.now().toLocalDateTime().truncatedTo(ChronoUnit.DAYS);
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  /** Has instances of an application end that had counted on the same days. */
  private void countedAndEnded(String app, int instances, int days) throws Exception {
    for (int number = 1; number <= instances; number++) {
      TestInstance instance = new TestInstance(tables.store(app), number);
      for (int day = 2; day < 2 + days; day++) {
        for (int i = 0; i < 2; i++) {
          instance.count(
              today.minusDays(day).plusHours(random.nextInt(24)),
              MadeUp.sums(random, "GET /a", "GET /" + random.nextInt(3)));
        }
      }
      instance.end();
    }
  }

  private Readings readings(String app) throws SQLException {
    return Readings.ofEachKindOfRow(
        tables.history(app), instant(today.minusDays(5)), instant(today.plusDays(1)));
  }

  private static Instant instant(LocalDateTime utc) {
    return utc.toInstant(ZoneOffset.UTC);
  }

  private void assertMerged(String app) throws SQLException {
    assertEquals(
        0,
        tables.number(
            "SELECT COUNT(*) FROM xfootprint_line WHERE app = ? AND unit = 'instance-hour'", app));
    assertEquals(
        0,
        tables.number(
            "SELECT COUNT(*) FROM xfootprint_route WHERE app = ? AND unit = 'instance-hour'", app));
    assertEquals(
        List.of("0"),
        tables.rows(
            "SELECT DISTINCT instance FROM xfootprint_line WHERE app = ? AND unit = 'total'", app));
  }

  private Compaction tidying(WatchedConnections.Watcher watcher) {
    return tables.tidying(
        "shop", Duration.ZERO, new WatchedConnections(tables.connections(), watcher));
  }

  @Test
  void isClaimedByOneOfThoseThatFindItDue() throws Exception {
    countedAndEnded("shop", 2, 3);
    tables.makeTidyingDue();
    Readings before = readings("shop");
    CyclicBarrier allFindItDue = new CyclicBarrier(THREADS);
    AtomicInteger claimed = new AtomicInteger();
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      AtomicBoolean waited = new AtomicBoolean();
      Compaction tidying =
          tidying(
              sql -> {
                if (sql.equals(Sql.CLAIM_TIDYING.text()) && !waited.getAndSet(true)) {
                  allFindItDue.await(Together.SECONDS, TimeUnit.SECONDS);
                } else if (sql.equals(Sql.CLOSED_HOURS.text())) {
                  claimed.incrementAndGet();
                }
              });
      calls.add(
          () -> {
            tidying.run();
            return true;
          });
    }
    Together.call(calls);
    assertEquals(1, claimed.get());
    before.assertSame(readings("shop"));
    assertMerged("shop");
  }

  /** As if each had been away for hours after it had claimed it. */
  @Test
  void mergesOnceWhatManyMergeAtTheSameTime() throws Exception {
    countedAndEnded("shop", 2, 3);
    Readings before = readings("shop");
    Semaphore claimed = new Semaphore(0);
    CyclicBarrier allKnowWhatToMerge = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        AtomicBoolean waited = new AtomicBoolean();
        Compaction tidying =
            tidying(
                sql -> {
                  if (sql.equals(Sql.LOCK_APP.text()) && !waited.getAndSet(true)) {
                    claimed.release();
                    allKnowWhatToMerge.await(Together.SECONDS, TimeUnit.SECONDS);
                  }
                });
        tables.makeTidyingDue();
        runs.add(
            threads.submit(
                () -> {
                  tidying.run();
                  return true;
                }));
        assertTrue(claimed.tryAcquire(Together.SECONDS, TimeUnit.SECONDS));
      }
      for (Future<?> run : runs) {
        run.get(Together.SECONDS, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    before.assertSame(readings("shop"));
    tables.tidy("shop", Duration.ZERO);
    before.assertSame(readings("shop"));
    assertMerged("shop");
  }

  @Test
  void changesNoSumWhereverTheConnectionBreaks() throws Exception {
    int step = 0;
    boolean broke = true;
    while (broke) {
      String app = "shop-" + step;
      countedAndEnded(app, 1, 2);
      tables.makeTidyingDue();
      Readings before = readings(app);
      BreakingConnections connections = new BreakingConnections(tables.connections());
      Compaction tidying = tables.tidying(app, Duration.ofDays(100), connections);
      // Every other time it breaks when the step is done.
      if (step % 2 == 0) {
        connections.breakInsteadOfStep(step);
      } else {
        connections.breakAfterStep(step);
      }
      try {
        tidying.run();
      } catch (SQLException e) {
        assertTrue(connections.hasBroken(), e::toString);
      }
      broke = connections.hasBroken();
      before.assertSame(readings(app));
      tables.tidy(app, Duration.ofDays(100));
      before.assertSame(readings(app));
      assertMerged(app);
      tables.closeConnections();
      step++;
    }

    assertTrue(step > 30, "only " + step + " steps");
  }
}
