// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import io.xfootprint.ledger.Sums;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Executes statements of {@link Sql}, and scripts of the schema, in a transaction. */
public final class Transaction {

  /** Our statements take milliseconds. One that waits longer for a lock can be tried again. */
  private static final int STATEMENT_SECONDS = 20;

  private final Connection connection;

  Transaction(Connection connection) {
    this.connection = connection;
  }

  /** Reads something from the columns of a row. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private PreparedStatement prepare(Sql sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    statement.setQueryTimeout(STATEMENT_SECONDS);
    set(statement, parameters);
    return statement;
  }

  private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  /** Executes a query and returns what is read from each row. */
  public <T> List<T> query(Sql sql, RowReader<T> reader, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet row = statement.executeQuery()) {
      List<T> read = new ArrayList<>();
      while (row.next()) {
        read.add(reader.read(row));
      }
      return read;
    }
  }

  /** Executes a query and returns the figures of each row by its first column. */
  public <K extends Comparable<K>> SortedMap<K, Sums> sums(
      Sql sql, RowReader<K> key, Object... parameters) throws SQLException {
    SortedMap<K, Sums> sums = new TreeMap<>();
    query(sql, row -> sums.merge(key.read(row), Columns.get(row, 2), Sums::plus), parameters);
    return sums;
  }

  /** Executes a change and returns the number of rows that it changed. */
  public int change(Sql sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  /** Executes a change once for each set of parameters, and returns the numbers of changed rows. */
  public int[] changeEach(Sql sql, List<Object[]> parameters) throws SQLException {
    if (parameters.isEmpty()) {
      return new int[0];
    }
    try (PreparedStatement statement = prepare(sql)) {
      for (Object[] each : parameters) {
        set(statement, each);
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  /**
   * Executes a change once for each row, and an insert for those rows that it did not find. Both
   * have the same parameters. Returns the number of rows that are new.
   */
  public int changeOrInsert(Sql change, Sql insert, List<Object[]> rows) throws SQLException {
    int[] changed = changeEach(change, rows);
    List<Object[]> missing = new ArrayList<>();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] == 0) {
        missing.add(rows.get(i));
      }
    }
    changeEach(insert, missing);
    return missing.size();
  }

  /** Returns the time by the database's clock, which all instances share. */
  public OffsetDateTime now() throws SQLException {
    return query(Sql.NOW, row -> row.getObject(1, OffsetDateTime.class))
        .get(0)
        .withOffsetSameInstant(ZoneOffset.UTC);
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
