// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database;
import io.xfootprint.database.Fault;
import io.xfootprint.database.Schema;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.database.Transaction;
import io.xfootprint.settings.StoreSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL and its driver really throw. */
class PostgresFaultTest {

  private static final LocalDateTime HOUR = LocalDateTime.of(2026, 11, 26, 13, 0);

  private final TestTables tables;

  PostgresFaultTest() throws SQLException {
    tables = TestTables.in(TestDatabase.POSTGRES);
  }

  @BeforeEach
  void writeOnce() throws Exception {
    write(tables.settings());
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  /** Writes as an instance that the tables know or not. */
  private static void write(StoreSettings settings) throws Exception {
    try (ConnectionSource connections = ConnectionSource.of(settings);
        JdbcInstanceStore store =
            new JdbcInstanceStore(
                new Database(connections),
                Schema.ofThisVersion(),
                "shop",
                new InstanceName("web-1/7", "1.0"),
                TestTables.ALIVE_FOR,
                Duration.ZERO)) {
      store.open();
      TestInstance instance = new TestInstance(store, 1);
      instance.count(HOUR, MadeUp.sums(new Random(1), "GET /a"));
      instance.write();
    }
  }

  private static void assertFault(Fault expected, StoreSettings settings) {
    SQLException failure = assertThrows(SQLException.class, () -> write(settings));
    assertEquals(expected, Fault.of(failure), () -> failure.getSQLState() + " " + failure);
  }

  /** Returns the settings with parameters more in the URL. */
  private StoreSettings with(String parameters) {
    return as(tables.settings().address() + parameters, "", "");
  }

  private static StoreSettings as(String url, String user, String password) {
    return new StoreSettings(url, user, password, Duration.ofSeconds(10), Duration.ZERO, "");
  }

  @Test
  void refusesAWrongPassword() throws Exception {
    String role = TestDatabase.ROLE_WITH_PASSWORD;
    tables.change("CREATE ROLE " + role + " LOGIN SUPERUSER PASSWORD 'right one'");
    try {
      String url = tables.settings().address().replace("user=postgres", "user=" + role);
      write(as(url, role, "right one"));
      assertFault(Fault.REFUSED, as(url, role, "wrong one"));
      assertFault(Fault.REFUSED, as(url + "&password=wrong+one", "", ""));
      // Without a password the driver does not even ask.
      assertFault(Fault.REFUSED, as(url, role, ""));
    } finally {
      tables.change("DROP ROLE " + role);
    }
  }

  @Test
  void refusesAUserThatItDoesNotKnow() {
    String url = tables.settings().address().replace("user=postgres", "user=nobody_there");
    assertFault(Fault.REFUSED, as(url, "nobody_there", "secret"));
  }

  @Test
  void isReadOnly() {
    assertFault(Fault.READ_ONLY, with("&options=-c%20default_transaction_read_only%3Don"));
  }

  @Test
  void isReadOnlyBeforeItsTablesAreMade() throws Exception {
    try (TestTables empty = TestTables.in(TestDatabase.POSTGRES)) {
      assertFault(
          Fault.READ_ONLY,
          as(
              empty.settings().address() + "&options=-c%20default_transaction_read_only%3Don",
              "",
              ""));
    }
  }

  @Test
  void hasNoSchemaToMakeTablesIn() {
    String url =
        tables
            .settings()
            .address()
            .replace(TestDatabase.schema(tables.settings()), "nothing_there");
    assertFault(Fault.NO_RIGHTS, as(url, "", ""));
  }

  @Test
  void hasNoRoomLeft() throws Exception {
    // It says so in the same way when its disk is full.
    tables.change(
        "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
            + " 'could not extend file' USING ERRCODE = 'disk_full'; END $$");
    tables.change(
        "CREATE TRIGGER no_room BEFORE UPDATE ON xfootprint_line EXECUTE FUNCTION fill()");
    assertFault(Fault.FULL, tables.settings());
  }

  @Test
  void doesNotListen() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertFault(Fault.AWAY, as("jdbc:postgresql://localhost:" + port + "/shop", "bob", "secret"));
  }

  @Test
  void doesNotAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "jdbc:postgresql://localhost:" + silent.getLocalPort() + "/shop";
      assertFault(Fault.AWAY, as(url + "?loginTimeout=1", "bob", "secret"));
    }
  }

  @Test
  void endsAConnection() throws Exception {
    try (ConnectionSource connections = ConnectionSource.of(tables.settings());
        Database database = new Database(connections)) {
      database.transaction(Transaction::now);
      endConnections();
      // While it was idle: the next one is another one.
      database.transaction(Transaction::now);
      SQLException failure =
          assertThrows(
              SQLException.class,
              () ->
                  database.transaction(
                      session -> {
                        session.now();
                        endConnections();
                        return session.now();
                      }));
      assertEquals(Fault.AWAY, Fault.of(failure), failure::toString);
      database.transaction(Transaction::now);
    }
  }

  private void endConnections() throws SQLException {
    tables.change(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            + " WHERE application_name = 'x-footprint' AND pid <> pg_backend_pid()");
  }

  @Test
  void hasTooManyConnections() throws Exception {
    tables.change("CREATE ROLE crowded LOGIN CONNECTION LIMIT 0");
    try {
      String url = tables.settings().address().replace("user=postgres", "user=crowded");
      assertFault(Fault.AWAY, as(url, "crowded", ""));
    } finally {
      tables.change("DROP ROLE crowded");
    }
  }

  @Test
  void takesTooLongForTheServersTimeouts() throws Exception {
    try (Connection holder = lockTheInstance()) {
      assertFault(Fault.SLOW, with("&options=-c%20statement_timeout%3D200"));
      assertFault(Fault.SLOW, with("&options=-c%20lock_timeout%3D200"));
      holder.rollback();
    }
    write(tables.settings());
  }

  @Test
  void isSilentForLongerThanTheDriverWaits() throws Exception {
    try (Connection holder = lockTheInstance()) {
      assertFault(Fault.AWAY, with("&socketTimeout=1"));
      holder.rollback();
    }
  }

  private Connection lockTheInstance() throws SQLException {
    Connection holder = tables.connections().open();
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      assertTrue(statement.execute("SELECT * FROM xfootprint_instance FOR UPDATE"));
    }
    return holder;
  }

  @Test
  void isOfALaterVersion() throws Exception {
    tables.change("UPDATE xfootprint_schema SET version = 9");
    assertFault(Fault.NEWER_SCHEMA, tables.settings());
  }
}
