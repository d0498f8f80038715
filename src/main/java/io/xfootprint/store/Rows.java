// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Columns;
import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Sums;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows of lines or of routes of one application, to be stored together: those that are there are
 * changed, the others inserted.
 */
final class Rows {

  /** Number of all instances together. */
  static final long ALL = 0;

  private record Row(Unit unit, LocalDateTime start, long instance, String name, Sums amounts) {

    String key() {
      return unit.key() + ' ' + start + ' ' + instance + ' ' + name;
    }

    Row plus(Row other) {
      return new Row(unit, start, instance, name, amounts.plus(other.amounts));
    }
  }

  private final String app;
  private final Map<String, Row> lines = new LinkedHashMap<>();
  private final Map<String, Row> routes = new LinkedHashMap<>();

  Rows(String app) {
    this.app = app;
  }

  /** Adds amounts to the row of a line. */
  void line(Unit unit, LocalDateTime start, long instance, CostCategory line, Sums amounts) {
    put(lines, new Row(unit, start, instance, name(line), amounts));
  }

  /** Adds amounts to the row of a route. */
  void route(Unit unit, LocalDateTime start, long instance, String route, Sums amounts) {
    put(routes, new Row(unit, start, instance, route, amounts));
  }

  private static void put(Map<String, Row> rows, Row row) {
    rows.merge(row.key(), row, Row::plus);
  }

  /** Returns the name of a line in its column. */
  static String name(CostCategory line) {
    return line.name().toLowerCase(Locale.ROOT);
  }

  static CostCategory line(String name) {
    return CostCategory.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Makes the rows what they are to be. */
  void set(Transaction session) throws SQLException {
    store(session, lines, Sql.UPDATE_LINE, Sql.INSERT_LINE);
    store(session, routes, Sql.UPDATE_ROUTE, Sql.INSERT_ROUTE);
  }

  /** Adds the rows to those that are there. */
  void add(Transaction session) throws SQLException {
    store(session, lines, Sql.ADD_LINE, Sql.INSERT_LINE);
    store(session, routes, Sql.ADD_ROUTE, Sql.INSERT_ROUTE);
  }

  private void store(Transaction session, Map<String, Row> byKey, Sql change, Sql insert)
      throws SQLException {
    List<Row> rows = List.copyOf(byKey.values());
    if (rows.isEmpty()) {
      return;
    }
    int[] met = execute(session, change, rows);
    List<Row> missing = new ArrayList<>();
    for (int i = 0; i < met.length; i++) {
      if (met[i] == 0) {
        missing.add(rows.get(i));
      }
    }
    if (!missing.isEmpty()) {
      execute(session, insert, missing);
    }
  }

  private int[] execute(Transaction session, Sql sql, List<Row> rows) throws SQLException {
    try (PreparedStatement statement = session.prepare(sql)) {
      for (Row row : rows) {
        int place = Columns.set(statement, row.amounts());
        statement.setString(place++, app);
        statement.setString(place++, row.unit().key());
        statement.setObject(place++, row.start());
        statement.setLong(place++, row.instance());
        statement.setString(place, row.name());
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }
}
