// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** How many rows a database of H2 has answered with, as it counts itself. */
public final class RowsRead {

  private final String url;

  private RowsRead(String url) {
    this.url = url;
  }

  /** Begins to count. */
  public static RowsRead of(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("SET QUERY_STATISTICS FALSE");
      statement.execute("SET QUERY_STATISTICS TRUE");
    }
    return new RowsRead(url);
  }

  /** Returns the numbers since then by the statements that have read tables of ours. */
  public Map<String, Long> byStatement() throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT sql_statement, cumulative_row_count"
                    + " FROM information_schema.query_statistics"
                    + " WHERE sql_statement LIKE 'SELECT % FROM %xfootprint%'")) {
      while (row.next()) {
        rows.put(row.getString(1), row.getLong(2));
      }
    }
    return rows;
  }
}
