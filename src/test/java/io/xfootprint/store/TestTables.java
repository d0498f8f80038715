// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database;
import io.xfootprint.database.Schema;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.settings.StoreSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A database of a test's own: what reads and writes it as an application does, and SQL by hand for
 * what no class of ours does.
 */
final class TestTables implements AutoCloseable {

  static final Duration ALIVE_FOR = Duration.ofMinutes(1);

  private final TestDatabase kind;
  private final StoreSettings settings;
  private final ConnectionSource connections;
  private final List<Database> opened = new ArrayList<>();
  private final Connection byHand;
  private final Database reader;

  private TestTables(TestDatabase kind) throws SQLException {
    this.kind = kind;
    settings = kind.empty();
    connections = ConnectionSource.of(settings);
    byHand = connections.open();
    reader = new Database(connections);
  }

  static TestTables in(TestDatabase kind) throws SQLException {
    return new TestTables(kind);
  }

  StoreSettings settings() {
    return settings;
  }

  ConnectionSource connections() {
    return connections;
  }

  /** Returns a new connection as an instance of the application has it. */
  Database database() {
    return database(connections);
  }

  private synchronized Database database(ConnectionSource from) {
    Database database = new Database(from);
    opened.add(database);
    return database;
  }

  /** Returns a store of an instance, with a connection of its own. */
  JdbcInstanceStore store(String app) throws SQLException {
    return store(app, connections);
  }

  /** Returns a store of an instance that gets its connections elsewhere. */
  JdbcInstanceStore store(String app, ConnectionSource from) throws SQLException {
    JdbcInstanceStore store =
        new JdbcInstanceStore(
            database(from),
            Schema.ofThisVersion(),
            app,
            new InstanceName("web-1/7", "1.0"),
            ALIVE_FOR,
            Duration.ZERO);
    store.open();
    return store;
  }

  /**
   * Returns a store of an instance in whose application more than so many are many, with the sum
   * that one of them makes for all.
   */
  JdbcInstanceStore storeOfMany(String app, ConnectionSource from, int few) throws SQLException {
    Database database = database(from);
    JdbcInstanceStore store =
        new JdbcInstanceStore(
            database,
            Schema.ofThisVersion(),
            app,
            new InstanceName("web-1/7", "1.0"),
            Duration.ZERO,
            new Elsewhere(database, app, ALIVE_FOR, few));
    store.open();
    return store;
  }

  /** Returns what reads an application, on one connection for all of them. */
  TotalsHistory history(String app) {
    return new TotalsHistory(reader, app, ALIVE_FOR);
  }

  Compaction tidying(String app, Duration retention) {
    return tidying(app, retention, connections);
  }

  Compaction tidying(String app, Duration retention, ConnectionSource from) {
    return new Compaction(database(from), app, retention);
  }

  /** Makes all applications look as if nobody had tidied for long enough to do it again. */
  void makeTidyingDue() throws SQLException {
    change("UPDATE xfootprint_app SET tidied_at = ?", now().minusHours(2));
  }

  /** Does all tidying that there is to do for an application; it needs not be due. */
  void tidy(String app, Duration retention) throws SQLException {
    Compaction tidying = tidying(app, retention);
    makeTidyingDue();
    tidying.run();
    // A call may leave some for the next ones; when it claims it again, nothing was left.
    makeTidyingDue();
    while (number("SELECT COUNT(*) FROM xfootprint_app WHERE tidied_at < ?", now().minusHours(1))
        == number("SELECT COUNT(*) FROM xfootprint_app")) {
      tidying.run();
    }
  }

  /** Executes a change by hand and returns how many rows it has met. */
  synchronized int change(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = byHand.prepareStatement(sql)) {
      set(statement, parameters);
      statement.execute();
      return statement.getUpdateCount();
    }
  }

  /** Returns each row of a query as text. */
  synchronized List<String> rows(String sql, Object... parameters) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (PreparedStatement statement = byHand.prepareStatement(sql)) {
      set(statement, parameters);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          List<String> columns = new ArrayList<>();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            columns.add(String.valueOf(row.getObject(i)));
          }
          rows.add(String.join(" ", columns));
        }
      }
    }
    return rows;
  }

  private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  /** Returns the one number that a query finds. */
  long number(String sql, Object... parameters) throws SQLException {
    return Long.parseLong(rows(sql, parameters).get(0));
  }

  /** Returns all that the store holds but the times of writes, in order. */
  List<String> sums() throws SQLException {
    List<String> rows = new ArrayList<>();
    for (String table : List.of("line", "route", "grid")) {
      rows.addAll(rows("SELECT * FROM xfootprint_" + table + " ORDER BY 1, 2, 3, 4, 5"));
    }
    return rows;
  }

  /** Returns all rows, those of instances too but for the times of their writes. */
  List<String> everything() throws SQLException {
    List<String> rows = new ArrayList<>(sums());
    rows.addAll(
        rows(
            "SELECT app, instance, name, method, writes, open_hour_utc, ended"
                + " FROM xfootprint_instance ORDER BY 1, 2"));
    rows.addAll(rows("SELECT app, first_counted_utc FROM xfootprint_app ORDER BY 1"));
    return rows;
  }

  /** Returns the time by the clock of the database. */
  OffsetDateTime now() throws SQLException {
    try (PreparedStatement statement = byHand.prepareStatement("SELECT CURRENT_TIMESTAMP");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC);
    }
  }

  /** Closes the connections of those that write; they are opened again when they are needed. */
  synchronized void closeConnections() {
    opened.forEach(Database::close);
  }

  @Override
  public synchronized void close() throws SQLException {
    closeConnections();
    reader.close();
    byHand.close();
    kind.drop(settings);
    connections.close();
  }
}
