// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.database.Transaction;
import io.xfootprint.ledger.Statement;
import io.xfootprint.settings.StoreSettings;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network that forgets connections when they are idle: who uses one would wait for 30 s. */
@Timeout(20)
class ForgottenConnectionTest {

  private final AtomicLong nanoTime = new AtomicLong();
  private TestTables tables;
  private ForgettingProxy proxy;
  private ConnectionSource connections;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    tables = TestTables.in(TestDatabase.POSTGRES);
    String url = tables.settings().address();
    int port = URI.create(url.substring("jdbc:".length())).getPort();
    proxy = ForgettingProxy.to(port);
    StoreSettings settings =
        TestDatabase.settings(url.replaceFirst("//[^/]*/", "//127.0.0.1:" + proxy.port() + "/"));
    connections = ConnectionSource.of(settings);
    database = new Database(connections, nanoTime::get);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
    connections.close();
    proxy.close();
    tables.close();
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  @Test
  void keepsAConnectionThatIsUsedAgainAndAgain() throws Exception {
    for (int i = 0; i < 10; i++) {
      database.transaction(Transaction::now);
      pass(Duration.ofSeconds(10));
    }
    assertEquals(1, proxy.accepted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT6S", "PT6M", "PT1H"})
  void opensAnotherAtOnceWhenItsOwnWasForgotten(Duration idle) throws Exception {
    database.transaction(Transaction::now);
    for (int i = 1; i <= 2; i++) {
      proxy.forget();
      pass(idle);
      database.transaction(Transaction::now);
      assertEquals(1 + i, proxy.accepted());
    }
  }

  @Test
  void answersTheFirstWhoLooksAfterAPause() throws Exception {
    tables.store("shop");
    StoreReader reader =
        new StoreReader(
            database,
            new TotalsHistory(database, "shop", Duration.ofMinutes(1)),
            () -> Statement.NONE);
    reader.read(TotalsHistory::total);
    proxy.forget();
    pass(Duration.ofMinutes(10));
    reader.read(TotalsHistory::total);
    reader.close();
  }
}
