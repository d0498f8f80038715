// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Executes statements of {@link Sql}, and scripts of the schema, in a transaction. */
public final class Transaction {

  /** Our statements take milliseconds. One that waits longer for a lock can be tried again. */
  private static final int STATEMENT_SECONDS = 20;

  private final Connection connection;

  Transaction(Connection connection) {
    this.connection = connection;
  }

  /** Returns a statement, which the caller must close. */
  public PreparedStatement prepare(Sql sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    statement.setQueryTimeout(STATEMENT_SECONDS);
    return statement;
  }

  /** Returns a statement with its first parameters, which the caller must close. */
  public PreparedStatement prepare(Sql sql, Object... parameters) throws SQLException {
    PreparedStatement statement = prepare(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  /** Executes a change and returns the number of rows that it changed. */
  public int change(Sql sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  /** Returns the time by the database's clock, which all instances share. */
  public OffsetDateTime now() throws SQLException {
    try (PreparedStatement statement = prepare(Sql.NOW);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC);
    }
  }

  /** Returns the time in a column, in UTC. */
  public static LocalDateTime utc(ResultSet row, int column) throws SQLException {
    return row.getObject(column, LocalDateTime.class);
  }

  /** Executes the statements of one of our scripts, which semicolons separate. */
  public void run(String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String part : script.replaceAll("--[^\n]*", "").split(";", -1)) {
        if (!part.isBlank()) {
          statement.execute(part);
        }
      }
    }
  }
}
