// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.ledger.Route;
import io.xfootprint.model.Footprint;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.settings.StoreSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The thread that writes, with a real monitor and a real database. */
@Timeout(60)
class TotalsStoreTest {

  private static final Host HOST = Host.unknown(2);
  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration ONCE = Duration.ofHours(1);

  private final CapturedLog log = CapturedLog.ofFaults();
  private TestTables tables;
  private FailingConnections connections;
  private FootprintMonitor monitor;

  @BeforeEach
  void open() throws SQLException {
    tables = TestTables.in(TestDatabase.H2);
    connections = new FailingConnections(tables.connections());
    monitor =
        FootprintMonitor.start(
            FootprintSettings.from(new SettingSources().parameters(Map.of()), HOST),
            new FakeHostProbe(HOST));
  }

  @AfterEach
  void close() throws SQLException {
    monitor.close();
    tables.close();
    log.close();
  }

  /** Connections of a pool, so that each transaction asks for one, and may fail. */
  private static final class FailingConnections implements ConnectionSource {

    private final ConnectionSource real;
    private final AtomicInteger failuresLeft = new AtomicInteger();
    private volatile Throwable failure = new SQLException("away", "08001");

    FailingConnections(ConnectionSource real) {
      this.real = real;
    }

    void fail(int times, Throwable how) {
      failure = how;
      failuresLeft.set(times);
    }

    @Override
    public Connection open() throws SQLException {
      if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throwUndeclared(failure);
      }
      return real.open();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUndeclared(Throwable failure) throws T {
      throw (T) failure;
    }

    @Override
    public boolean isPool() {
      return true;
    }

    @Override
    public boolean isRemote() {
      return false;
    }

    @Override
    public void close() {
      // They are the test's.
    }
  }

  private TotalsStore start(Duration interval) {
    StoreSettings settings =
        new StoreSettings(tables.settings().address(), "", "", interval, Duration.ZERO, "");
    TotalsStore store = new TotalsStore(settings, "shop", "1.0", connections);
    store.start(monitor);
    return store;
  }

  private void serve(int requests) {
    for (int i = 0; i < requests; i++) {
      monitor.ledger().countRequest(new Route("GET", "/a"), true, true, false);
    }
  }

  private long stored() throws SQLException {
    return tables.number(
        "SELECT COALESCE(SUM(requests), 0) FROM xfootprint_line"
            + " WHERE unit = 'total' AND line = 'requests'");
  }

  private void awaitStored(long requests) throws SQLException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (stored() != requests) {
      assertTrue(System.nanoTime() - deadline < 0, "stored: " + stored());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        OutOfMemoryError.class,
        StackOverflowError.class,
        AssertionError.class,
        InterruptedException.class,
        IllegalStateException.class
      })
  void goesOnWhateverIsThrown(Class<? extends Throwable> kind) throws Exception {
    TotalsStore store = start(OFTEN);
    for (int i = 1; i <= 2; i++) {
      serve(10);
      awaitStored(10 + 20L * (i - 1));
      connections.fail(3, kind.getConstructor().newInstance());
      serve(10);
      awaitStored(20L * i);
    }
    serve(30);
    store.close(monitor.ledger().snapshot());
    assertEquals(70, stored());
    // Compaction may have met one of the failures.
    assertEquals(
        2,
        log.warnings().stream().filter(line -> line.contains(" fails (")).count(),
        () -> log.warnings().toString());
    assertEquals(2, log.messages(Level.INFO).size(), () -> log.messages(Level.INFO).toString());
  }

  /** Every request has one, so the least difference shows. */
  @Test
  void hasAllOfTenantsAndNeverMoreThanOfRequests() throws Exception {
    TotalsStore store = start(OFTEN);
    Route route = new Route("GET", "/a");
    Footprint cost = new Footprint(1_000, 10, 2_000, 30);
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 500; j++) {
        monitor.ledger().line(route, "t" + j % 10).countRequest(cost, true, true, false);
      }
      // What is read first may only have grown by then.
      assertTrue(ofTenants() <= stored(), () -> "more of tenants");
    }
    store.close(monitor.ledger().snapshot());
    assertEquals(20_000, stored());
    assertEquals(20_000, ofTenants());
  }

  private long ofTenants() throws SQLException {
    return tables.number("SELECT COALESCE(SUM(requests), 0) FROM xfootprint_tenant");
  }

  @Test
  void triesTheLastWriteAgain() throws Exception {
    TotalsStore store = start(ONCE);
    serve(7);
    connections.fail(3, new SQLException("prepared statement \"S_1\" does not exist", "26000"));
    store.close(monitor.ledger().snapshot());
    assertEquals(7, stored());
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void saysInTimeWhatIsLost() {
    TotalsStore store = start(ONCE);
    serve(7);
    connections.fail(Integer.MAX_VALUE, new SQLException("away", "08001"));
    store.close(monitor.ledger().snapshot());
    assertEquals(2, log.warnings().size(), () -> log.warnings().toString());
    assertTrue(log.warnings().get(1).contains("7 requests"), log.warnings().get(1));
  }
}
