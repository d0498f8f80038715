// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database;
import io.xfootprint.database.Fault;
import io.xfootprint.database.Schema;
import io.xfootprint.database.Transaction;
import io.xfootprint.settings.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What H2 really throws. */
class H2FaultTest {

  private static final LocalDateTime HOUR = LocalDateTime.of(2026, 11, 26, 13, 0);

  @TempDir private Path folder;

  private final Random random = new Random(13);

  private static StoreSettings settings(String url, String user, String password) {
    return new StoreSettings(url, user, password, Duration.ofSeconds(10), Duration.ZERO, "");
  }

  private StoreSettings file(String parameters) {
    return settings("jdbc:h2:file:" + folder.resolve("shop") + parameters, "", "");
  }

  private static Fault faultAt(String url) {
    return Fault.of(
        assertThrows(
            SQLException.class, () -> new Driver().connect(url, new Properties()).close()));
  }

  /** A folder that cannot be made is not among them: its volume may be mounted late. */
  @Test
  void callsAnAddressImpossibleThatCanNeverWork() {
    assertEquals(Fault.IMPOSSIBLE, faultAt("jdbc:h2:file:relative"));
    assertEquals(Fault.IMPOSSIBLE, faultAt("jdbc:h2:file:" + folder.resolve("shop") + ";x"));
    assertTrue(faultAt("jdbc:h2:file:/proc/nope/shop").mayPass());
  }

  private static JdbcInstanceStore store(ConnectionSource connections) {
    return new JdbcInstanceStore(
        new Database(connections),
        Schema.ofThisVersion(),
        "shop",
        new InstanceName("web-1/7", "1.0"),
        TestTables.ALIVE_FOR,
        Duration.ZERO);
  }

  private void write(StoreSettings settings) throws Exception {
    try (ConnectionSource connections = ConnectionSource.of(settings);
        JdbcInstanceStore store = store(connections)) {
      store.open();
      TestInstance instance = new TestInstance(store, 1 + random.nextLong(1_000_000));
      instance.count(HOUR, MadeUp.sums(random, "GET /a"));
      instance.write();
    }
  }

  private void assertFault(Fault expected, StoreSettings settings) {
    assertFault(expected, assertThrows(SQLException.class, () -> write(settings)));
  }

  private static void assertFault(Fault expected, SQLException failure) {
    assertEquals(expected, Fault.of(failure), () -> failure.getSQLState() + " " + failure);
  }

  @Test
  void refusesAWrongPassword() throws Exception {
    StoreSettings owner = settings(file("").address(), "owner", "right one");
    write(owner);
    assertFault(Fault.REFUSED, settings(owner.address(), "owner", "wrong one"));
    assertFault(Fault.REFUSED, file(";USER=owner;PASSWORD=wrong one"));
    write(file(";USER=owner;PASSWORD=right one"));
  }

  /** Files that these versions have written, of one table. */
  @ParameterizedTest
  @ValueSource(strings = {"1.4.200", "2.1.214"})
  void isAFileOfAnotherVersionOfH2ThatIsLeftAsItIs(String version) throws Exception {
    byte[] written;
    try (InputStream zipped = getClass().getResourceAsStream("h2-" + version + ".mv.db.gz");
        InputStream file = new GZIPInputStream(zipped)) {
      written = file.readAllBytes();
    }
    Path file = Files.write(folder.resolve("shop.mv.db"), written);
    for (int i = 0; i < 3; i++) {
      assertFault(Fault.UNREADABLE, file(""));
    }
    assertArrayEquals(written, Files.readAllBytes(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
    // As soon as it is out of the way a new one is begun.
    Files.move(file, folder.resolve("old.mv.db"));
    write(file(""));
  }

  @Test
  void isReadOnly() throws Exception {
    write(file(""));
    assertFault(Fault.READ_ONLY, file(";ACCESS_MODE_DATA=r"));
    write(file(""));
  }

  @Test
  void isReadOnlyBeforeItsTablesAreMade() throws Exception {
    try (ConnectionSource connections = ConnectionSource.of(file(""));
        Connection connection = connections.open()) {
      assertTrue(connection.isValid(1));
    }
    assertFault(Fault.READ_ONLY, file(";ACCESS_MODE_DATA=r"));
  }

  @Test
  void isInUseByAnotherProcess() throws Exception {
    write(file(""));
    try (FileHolder holder = FileHolder.of(file("").address())) {
      assertFault(Fault.LOCKED, file(""));
    }
    write(file(""));
  }

  @Test
  void hasNoRoomLeftUntilItHasAgain() throws Exception {
    FullDisk.mount();
    try (ConnectionSource connections =
            ConnectionSource.of(settings("jdbc:h2:full:" + folder.resolve("shop"), "", ""));
        JdbcInstanceStore store = store(connections)) {
      store.open();
      TestInstance instance = new TestInstance(store, 1);
      instance.count(HOUR, MadeUp.sums(random, "GET /a"));
      instance.write();
      FullDisk.setFull(true);
      SQLException failure =
          assertThrows(SQLException.class, () -> writeAgainAndAgain(instance, 10_000));
      assertFault(Fault.FULL, failure);
      SQLException again =
          assertThrows(SQLException.class, () -> writeAgainAndAgain(instance, 10_000));
      assertFault(Fault.FULL, again);
      FullDisk.setFull(false);
      assertEquals(instance.total(), instance.write().books());
      try (Database database = new Database(connections)) {
        assertEquals(
            instance.total(), new TotalsHistory(database, "shop", TestTables.ALIVE_FOR).total());
      }
    } finally {
      FullDisk.unmount();
    }
  }

  /** It may have some room that it has freed itself. */
  private void writeAgainAndAgain(TestInstance instance, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      instance.count(
          HOUR.plusHours(i / 100), MadeUp.sums(random, "GET /" + i, "GET /x" + i, "GET /y" + i));
      instance.write();
    }
  }

  @Test
  void hasNoRoomToBegin() {
    FullDisk.mount();
    FullDisk.setFull(true);
    try {
      assertFault(Fault.FULL, settings("jdbc:h2:full:" + folder.resolve("shop"), "", ""));
    } finally {
      FullDisk.unmount();
    }
  }

  @Test
  void hasNoFolder() throws Exception {
    Path noFolder = Files.writeString(folder.resolve("file"), "text");
    assertFault(Fault.AWAY, settings("jdbc:h2:file:" + noFolder.resolve("shop"), "", ""));
  }

  @Test
  void doesNotListen() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertFault(Fault.AWAY, settings("jdbc:h2:tcp://localhost:" + port + "/shop", "bob", "secret"));
  }

  @Test
  void isClosedBySomebodyElse() throws Exception {
    write(file(""));
    try (ConnectionSource connections = ConnectionSource.of(file(""));
        Database database = new Database(connections);
        Connection other = connections.open();
        Statement statement = other.createStatement()) {
      statement.execute("SHUTDOWN");
      assertFault(Fault.AWAY, assertThrows(SQLException.class, () -> other.createStatement()));
      // Whoever comes next opens it again.
      database.transaction(Transaction::now);
    }
  }

  @Test
  void isNotThere() {
    assertFault(Fault.OTHER, file(";IFEXISTS=TRUE"));
  }

  @Test
  void takesTooLong() throws Exception {
    try (ConnectionSource connections = ConnectionSource.of(file(";LOCK_TIMEOUT=100"));
        JdbcInstanceStore store = store(connections);
        Connection holder = connections.open();
        Statement statement = holder.createStatement()) {
      store.open();
      TestInstance instance = new TestInstance(store, 1);
      instance.count(HOUR, MadeUp.sums(random, "GET /a"));
      instance.write();
      holder.setAutoCommit(false);
      assertTrue(statement.execute("SELECT * FROM xfootprint_instance FOR UPDATE"));
      assertFault(Fault.SLOW, assertThrows(SQLException.class, instance::write));
      holder.rollback();
      instance.write();
    }
  }

  @Test
  void isOfALaterVersion() throws Exception {
    write(file(""));
    try (ConnectionSource connections = ConnectionSource.of(file(""));
        Connection connection = connections.open();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE xfootprint_schema SET version = 9");
    }
    assertFault(Fault.NEWER_SCHEMA, file(""));
  }
}
