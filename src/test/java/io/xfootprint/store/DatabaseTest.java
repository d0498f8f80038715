// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database;
import io.xfootprint.database.Sql;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.database.TestPool;
import io.xfootprint.database.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class DatabaseTest {

  private static final LocalDateTime HOUR = LocalDateTime.of(2026, 11, 26, 13, 0);

  private final TestTables tables;

  DatabaseTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  /** Connections that count how often one is opened, and do something before. */
  private static final class Opening implements ConnectionSource {

    private final ConnectionSource real;
    private final Runnable before;
    private int opened;

    Opening(ConnectionSource real, Runnable before) {
      this.real = real;
      this.before = before;
    }

    @Override
    public Connection open() throws SQLException {
      opened++;
      before.run();
      return real.open();
    }

    @Override
    public boolean isPool() {
      return false;
    }

    @Override
    public boolean isRemote() {
      return real.isRemote();
    }

    @Override
    public void close() {
      // They are the test's.
    }
  }

  @Test
  void keepsItsConnectionUntilSomethingFails() throws SQLException {
    Opening connections = new Opening(tables.connections(), () -> {});
    try (Database database = new Database(connections)) {
      database.transaction(Transaction::now);
      database.transaction(Transaction::now);
      assertEquals(1, connections.opened);
      assertThrows(SQLException.class, () -> database.transaction(session -> fail("XX000")));
      assertEquals(1, connections.opened);
      database.transaction(Transaction::now);
      assertEquals(2, connections.opened);
    }
  }

  private static String fail(String state) throws SQLException {
    throw new SQLException("made up", state);
  }

  @Test
  void triesAgainOnceIfItHasLostARace() throws SQLException {
    try (Database database = tables.database()) {
      for (String state : List.of("23505", "40001", "40P01")) {
        List<String> tries = new ArrayList<>();
        String result =
            database.transaction(
                session -> {
                  tries.add(state);
                  return tries.size() == 1 ? fail(state) : "done";
                });
        assertEquals("done", result);
        tries.clear();
        assertThrows(
            SQLException.class,
            () ->
                database.transaction(
                    session -> {
                      tries.add(state);
                      return fail(state);
                    }));
        assertEquals(2, tries.size());
      }
    }
  }

  @Test
  void triesNothingAgainThatFailsOtherwise() {
    List<String> tries = new ArrayList<>();
    try (Database database = tables.database()) {
      assertThrows(
          SQLException.class,
          () ->
              database.transaction(
                  session -> {
                    tries.add("try");
                    return fail("22001");
                  }));
    }
    assertEquals(1, tries.size());
  }

  @Test
  void givesConnectionsBackToAPoolAsNew() throws Exception {
    try (TestPool pool = new TestPool(tables.connections())) {
      JdbcInstanceStore store = tables.store("shop", pool);
      assertTrue(pool.isAsNew());
      TestInstance instance = new TestInstance(store, 1);
      instance.count(HOUR, MadeUp.sums(new Random(1), "GET /a"));
      instance.write();
      assertTrue(pool.isAsNew());
      List<String> before = tables.sums();
      instance.count(HOUR, MadeUp.sums(new Random(1), "GET /a", "x".repeat(201)));
      assertThrows(SQLException.class, instance::write);
      assertTrue(pool.isAsNew());
      assertEquals(before, tables.sums());
    }
  }

  @Test
  void holdsNoConnectionOfAPoolIfItsWorkThrows() throws SQLException {
    try (TestPool pool = new TestPool(tables.connections());
        Database database = new Database(pool)) {
      assertThrows(
          IllegalStateException.class,
          () ->
              database.transaction(
                  session -> {
                    assertTrue(pool.isOut());
                    throw new IllegalStateException();
                  }));
      assertTrue(pool.isAsNew());
    }
  }

  @Test
  void endsWhatWaitsForTheDatabase() throws Exception {
    tables.store("shop");
    tables.change("INSERT INTO xfootprint_schema (version) VALUES (0)");
    CountDownLatch isLocked = new CountDownLatch(1);
    CountDownLatch isOver = new CountDownLatch(1);
    Database locking = tables.database();
    CompletableFuture<Void> locked =
        CompletableFuture.runAsync(
            () ->
                run(
                    locking,
                    session -> {
                      session.change(Sql.RAISE_VERSION, 0, 0);
                      isLocked.countDown();
                      await(isOver);
                    }),
            DatabaseTest::inItsThread);
    await(isLocked);
    Database waiting = tables.database();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> waits =
        CompletableFuture.runAsync(
            () ->
                run(
                    waiting,
                    session -> {
                      begun.countDown();
                      session.change(Sql.RAISE_VERSION, 0, 0);
                    }),
            DatabaseTest::inItsThread);
    await(begun);
    waiting.abort();
    // By itself PostgreSQL would end it after 20 s; H2 does after 2 s, and cannot be told to.
    assertThrows(ExecutionException.class, () -> waits.get(10, TimeUnit.SECONDS));
    assertFalse(locked.isDone());
    isOver.countDown();
    locked.get(Together.SECONDS, TimeUnit.SECONDS);
    assertThrows(SQLException.class, () -> waiting.transaction(Transaction::now));
  }

  /** The common pool of a small machine has one thread for both. */
  private static void inItsThread(Runnable work) {
    new Thread(work).start();
  }

  @FunctionalInterface
  private interface Action {
    void run(Transaction session) throws SQLException;
  }

  private static void run(Database database, Action action) {
    try {
      database.transaction(
          session -> {
            action.run(session);
            return true;
          });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(Together.SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void beginsNothingAfterItsEnd() {
    Opening connections = new Opening(tables.connections(), () -> {});
    Database database = new Database(connections);
    database.abort();
    assertThrows(SQLException.class, () -> database.transaction(Transaction::now));
    assertEquals(0, connections.opened);
  }

  @Test
  void beginsNothingOnAConnectionThatWasOpenedMeanwhile() {
    List<Database> databases = new ArrayList<>();
    Opening connections = new Opening(tables.connections(), () -> databases.get(0).abort());
    Database database = new Database(connections);
    databases.add(database);
    List<String> begun = new ArrayList<>();
    assertThrows(SQLException.class, () -> database.transaction(session -> begun.add("work")));
    assertEquals(List.of(), begun);
    assertEquals(1, connections.opened);
  }
}
