// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.StoreSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A database of a test's own: what reads and writes it as an application does, and SQL by hand for
 * what no class of ours does.
 */
final class TestTables implements AutoCloseable {

  static final Duration ALIVE_FOR = Duration.ofMinutes(1);

  private final TestDatabase kind;
  private final StoreSettings settings;
  private final Connections connections;
  private final List<Database> opened = new ArrayList<>();

  private TestTables(TestDatabase kind) throws SQLException {
    this.kind = kind;
    settings = kind.empty();
    connections = Connections.of(settings);
  }

  static TestTables in(TestDatabase kind) throws SQLException {
    return new TestTables(kind);
  }

  StoreSettings settings() {
    return settings;
  }

  Connections connections() {
    return connections;
  }

  /** Returns a new connection as an instance of the application has it. */
  Database database() {
    return database(connections);
  }

  private synchronized Database database(Connections from) {
    Database database = new Database(from);
    opened.add(database);
    return database;
  }

  /** Returns a store of an instance, with a connection of its own. */
  JdbcInstanceStore store(String app) throws SQLException {
    return store(app, connections);
  }

  /** Returns a store of an instance that gets its connections elsewhere. */
  JdbcInstanceStore store(String app, Connections from) throws SQLException {
    JdbcInstanceStore store =
        new JdbcInstanceStore(
            database(from), Schema.ofThisVersion(), app, "web-1/7", ALIVE_FOR, Duration.ZERO);
    store.open();
    return store;
  }

  TotalsHistory history(String app) {
    return new TotalsHistory(database(), app, ALIVE_FOR);
  }

  /** Executes a change by hand and returns how many rows it has met. */
  int change(String sql, Object... parameters) throws SQLException {
    try (Connection connection = connections.open();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
      return statement.getUpdateCount();
    }
  }

  /** Returns each row of a query as text. */
  List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connections.open();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          columns.add(String.valueOf(row.getObject(i)));
        }
        rows.add(String.join(" ", columns));
      }
    }
    return rows;
  }

  /** Returns the one number that a query finds. */
  long number(String sql) throws SQLException {
    return Long.parseLong(rows(sql).get(0));
  }

  /** Returns all that the store holds but the times of writes, in order. */
  List<String> sums() throws SQLException {
    return Stream.concat(
            rows("SELECT * FROM xfootprint_line ORDER BY 1, 2, 3, 4, 5").stream(),
            rows("SELECT * FROM xfootprint_route ORDER BY 1, 2, 3, 4, 5").stream())
        .toList();
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
    try (Database database = new Database(connections)) {
      return database.transaction(Session::now);
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    opened.forEach(Database::close);
    kind.drop(settings);
    connections.close();
  }
}
