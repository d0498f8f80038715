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

/** What a transaction can do: statements of {@link Sql}, and scripts of the schema. */
public final class Transaction {

  /** A statement of ours takes milliseconds; one that waits for a lock that long may try again. */
  private static final int STATEMENT_SECONDS = 20;

  private final Connection connection;

  Transaction(Connection connection) {
    this.connection = connection;
  }

  /** Returns a statement, for the caller to close. */
  public PreparedStatement prepare(Sql sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    statement.setQueryTimeout(STATEMENT_SECONDS);
    return statement;
  }

  /** Returns a statement with its first parameters, for the caller to close. */
  public PreparedStatement prepare(Sql sql, Object... parameters) throws SQLException {
    PreparedStatement statement = prepare(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  /** Executes a change and returns how many rows it has met. */
  public int change(Sql sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  /** Returns the time by the clock of the database, which all instances share. */
  public OffsetDateTime now() throws SQLException {
    try (PreparedStatement statement = prepare(Sql.NOW);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC);
    }
  }

  /** Returns the time of a column that is UTC. */
  public static LocalDateTime utc(ResultSet row, int column) throws SQLException {
    return row.getObject(column, LocalDateTime.class);
  }

  /** Executes the statements of a script of ours, which semicolons divide. */
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
