// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Columns;
import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.GridUse;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Rows of lines, routes and grids of one application that are stored together: rows that exist are
 * changed, the others inserted.
 */
final class Rows {

  /** The instance of rows that hold all instances. */
  static final long ALL = 0;

  /** The start of rows that hold all time. */
  static final LocalDateTime BEGIN = LocalDateTime.of(1970, 1, 1, 0, 0);

  /** The time that a row holds. */
  @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
  enum Kind {
    /** An hour of one instance, until it is merged into rows of all instances. */
    INSTANCE_HOUR(hour -> hour),
    HOUR(hour -> hour),
    DAY(Granularity.DAY::start),
    MONTH(Granularity.MONTH::start),
    /** The same hour of all days of a month; the row has the start of that hour on the first. */
    MONTH_HOUR(hour -> hour.withDayOfMonth(1)),
    TOTAL(hour -> BEGIN),
    /** The totals of all instances, as one of them has added them up. */
    SUM(hour -> BEGIN);

    private final UnaryOperator<LocalDateTime> start;

    Kind(UnaryOperator<LocalDateTime> start) {
      this.start = start;
    }

    private String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private record Row(
      Kind kind, LocalDateTime start, long instance, String name, List<BigDecimal> figures) {

    String key() {
      return kind + " " + start + ' ' + instance + ' ' + name;
    }

    Row plus(Row other) {
      List<BigDecimal> sums = new ArrayList<>();
      for (int i = 0; i < figures.size(); i++) {
        sums.add(figures.get(i).add(other.figures.get(i)));
      }
      return new Row(kind, start, instance, name, sums);
    }

    Object[] parameters(String app) {
      Stream<Object> place = Stream.of(app, kind.key(), start, instance, name);
      return Stream.concat(figures.stream(), place).toArray();
    }
  }

  private final String app;
  private final Map<String, Row> lines = new LinkedHashMap<>();
  private final Map<String, Row> routes = new LinkedHashMap<>();
  private final Map<String, Row> grids = new LinkedHashMap<>();

  Rows(String app) {
    this.app = app;
  }

  /** Adds a statement to the rows that hold an hour of its lines, routes and grids. */
  void statement(Kind kind, LocalDateTime hour, long instance, Statement statement) {
    statement.lines().forEach((line, sums) -> line(kind, hour, instance, line, sums));
    statement.routes().forEach((route, sums) -> route(kind, hour, instance, route, sums));
    statement.grids().forEach((source, use) -> grid(kind, hour, instance, source, use));
  }

  /** Adds sums to the row that holds an hour of a line. */
  void line(Kind kind, LocalDateTime hour, long instance, CostCategory line, Sums sums) {
    String name = line.name().toLowerCase(Locale.ROOT);
    put(lines, kind, hour, instance, name, Columns.values(sums));
  }

  /** Adds sums to the row that holds an hour of a route. */
  void route(Kind kind, LocalDateTime hour, long instance, String route, Sums sums) {
    put(routes, kind, hour, instance, route, Columns.values(sums));
  }

  /** Adds what a source of carbon intensities has priced to the row that holds an hour of it. */
  void grid(Kind kind, LocalDateTime hour, long instance, String source, GridUse use) {
    Stream<BigDecimal> figures =
        Stream.of(new BigDecimal(use.nanojoules()), new BigDecimal(use.picograms()));
    put(grids, kind, hour, instance, source, figures);
  }

  private static void put(
      Map<String, Row> rows,
      Kind kind,
      LocalDateTime hour,
      long instance,
      String name,
      Stream<BigDecimal> figures) {
    Row row = new Row(kind, kind.start.apply(hour), instance, name, figures.toList());
    rows.merge(row.key(), row, Row::plus);
  }

  /** Returns what a source has priced, from a column on. */
  static GridUse grid(ResultSet row, int column) throws SQLException {
    return new GridUse(
        row.getBigDecimal(column).toBigInteger(), row.getBigDecimal(column + 1).toBigInteger());
  }

  /** Returns what each source has priced, by the start of each step and its name. */
  static SortedMap<Instant, Map<String, GridUse>> grids(
      Transaction session, Sql sql, Granularity granularity, Object... parameters)
      throws SQLException {
    SortedMap<Instant, Map<String, GridUse>> grids = new TreeMap<>();
    session.query(
        sql,
        row ->
            grids
                .computeIfAbsent(start(granularity, row), start -> new TreeMap<>())
                .merge(row.getString(2), grid(row, 3), GridUse::plus),
        parameters);
    return grids;
  }

  /** Returns the start of the step that the first column of a row names. */
  static Instant start(Granularity granularity, ResultSet row) throws SQLException {
    LocalDateTime start =
        switch (granularity) {
          case HOUR -> row.getObject(1, LocalDateTime.class);
          case DAY -> row.getObject(1, LocalDate.class).atStartOfDay();
          // Counted from January of the year 0, which is 1.
          case MONTH, YEAR -> LocalDateTime.of(0, 1, 1, 0, 0).plusMonths(row.getInt(1) - 1L);
        };
    return granularity.start(start).toInstant(ZoneOffset.UTC);
  }

  /** Returns the category that a column names. */
  static CostCategory line(ResultSet row, int column) throws SQLException {
    return CostCategory.valueOf(row.getString(column).toUpperCase(Locale.ROOT));
  }

  /** Returns the statement of rows with a line and its sums. */
  static Statement statement(Transaction session, Sql sql, Object... parameters)
      throws SQLException {
    return new Statement(session.sums(sql, row -> line(row, 1), parameters));
  }

  /** Replaces the sums of rows that exist. */
  void set(Transaction session) throws SQLException {
    store(session, lines, Sql.UPDATE_LINE, Sql.INSERT_LINE);
    store(session, routes, Sql.UPDATE_ROUTE, Sql.INSERT_ROUTE);
    store(session, grids, Sql.UPDATE_GRID, Sql.INSERT_GRID);
  }

  /** Adds to the sums of rows that exist. */
  void add(Transaction session) throws SQLException {
    store(session, lines, Sql.ADD_LINE, Sql.INSERT_LINE);
    store(session, routes, Sql.ADD_ROUTE, Sql.INSERT_ROUTE);
    store(session, grids, Sql.ADD_GRID, Sql.INSERT_GRID);
  }

  private void store(Transaction session, Map<String, Row> byKey, Sql change, Sql insert)
      throws SQLException {
    List<Object[]> rows = byKey.values().stream().map(row -> row.parameters(app)).toList();
    session.changeOrInsert(change, insert, rows);
  }
}
