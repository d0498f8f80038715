// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All statements that are sent to a database, except those of the schema. They are constants, and
 * every text from outside is a parameter, so the name of a route can never become part of one.
 *
 * <p>They use what PostgreSQL, its relatives and H2 have in common. So there is an UPDATE, then an
 * INSERT of the rows that it did not find: each database has its own syntax for both in one.
 */
public enum Sql {
  /** Two instances that create the tables may leave the row of an earlier version. */
  VERSION("SELECT MAX(version) FROM xfootprint_schema"),
  RAISE_VERSION("UPDATE xfootprint_schema SET version = ? WHERE version = ?"),
  FORGET_VERSIONS("DELETE FROM xfootprint_schema WHERE version < ?"),
  NOW("SELECT CURRENT_TIMESTAMP"),

  FIND_APP("SELECT first_counted_utc, tidied_at FROM xfootprint_app WHERE app = ?"),
  INSERT_APP("INSERT INTO xfootprint_app (app, first_counted_utc, tidied_at) VALUES (?, ?, ?)"),
  CORRECT_APP("UPDATE xfootprint_app SET first_counted_utc = ? WHERE app = ?"),
  LOCK_APP("SELECT app FROM xfootprint_app WHERE app = ? FOR UPDATE"),
  CLAIM_TIDYING("UPDATE xfootprint_app SET tidied_at = ? WHERE app = ? AND tidied_at = ?"),

  CLAIM_LIVE(
      "UPDATE xfootprint_live SET asked_at = ?"
          + " WHERE app = ? AND question = ? AND (asked_at < ? OR asked_at > ?)"),
  FIND_LIVE("SELECT question FROM xfootprint_live WHERE app = ? AND question = ?"),
  INSERT_LIVE("INSERT INTO xfootprint_live (app, question, asked_at) VALUES (?, ?, ?)"),
  REST_LIVE("UPDATE xfootprint_live SET asked_at = ? WHERE app = ? AND question = ?"),
  TELL_LIVE("UPDATE xfootprint_live SET told_at = ?, g_per_kwh = ? WHERE app = ? AND question = ?"),
  TOLD_LIVE(
      "SELECT told_at, g_per_kwh FROM xfootprint_live"
          + " WHERE app = ? AND question = ? AND told_at IS NOT NULL"),

  LOCK_INSTANCE(
      "SELECT writes, ended FROM xfootprint_instance"
          + " WHERE app = ? AND instance = ? FOR UPDATE"),
  INSERT_INSTANCE(
      "INSERT INTO xfootprint_instance (method, seen_at, writes, open_hour_utc, ended, app,"
          + " instance, name, version, started_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
  UPDATE_INSTANCE(
      "UPDATE xfootprint_instance SET method = ?, seen_at = ?, writes = ?, open_hour_utc = ?,"
          + " ended = ? WHERE app = ? AND instance = ?"),
  OTHER_INSTANCES(
      "SELECT method, COUNT(*) FROM xfootprint_instance"
          + " WHERE app = ? AND instance <> ? AND ended = FALSE AND seen_at > ? GROUP BY method"),
  LIVE_INSTANCES(
      "SELECT instance, name, method, started_at, seen_at, version FROM xfootprint_instance"
          + " WHERE app = ? AND ended = FALSE AND seen_at > ? ORDER BY started_at, instance"),
  END_LOST_INSTANCES(
      "UPDATE xfootprint_instance SET ended = TRUE"
          + " WHERE app = ? AND ended = FALSE AND (seen_at < ? OR seen_at > ?)"),

  SHARED_SUM(
      "SELECT made, instances, alive_since, line, {names} FROM xfootprint_sum s"
          + " JOIN xfootprint_line l ON l.app = s.app AND l.unit = 'sum' WHERE s.app = ?"),
  FIND_SUM("SELECT announced, announced_at, CURRENT_TIMESTAMP FROM xfootprint_sum WHERE app = ?"),
  INSERT_SUM(
      "INSERT INTO xfootprint_sum (app, announced, announced_at, made, instances, alive_since)"
          + " VALUES (?, ?, ?, 0, 0, ?)"),
  ANNOUNCE_SUM(
      "UPDATE xfootprint_sum SET announced = ?, announced_at = ? WHERE app = ? AND announced = ?"),
  MAKE_SUM(
      "UPDATE xfootprint_sum SET made = ?, instances = ?, alive_since = ?"
          + " WHERE app = ? AND made < ?"),
  RUNNING("SELECT method, instances FROM xfootprint_running WHERE app = ?"),
  FORGET_RUNNING("DELETE FROM xfootprint_running WHERE app = ?"),
  INSERT_RUNNING("INSERT INTO xfootprint_running (app, method, instances) VALUES (?, ?, ?)"),

  UPDATE_LINE(change("line", "{set}")),
  INSERT_LINE(insert("line")),
  ADD_LINE(change("line", "{add}")),
  UPDATE_ROUTE(change("route", "{set}")),
  INSERT_ROUTE(insert("route")),
  ADD_ROUTE(change("route", "{add}")),

  UPDATE_GRID(changeGrid("energy_nj = ?, grid_pg = ?")),
  INSERT_GRID(
      "INSERT INTO xfootprint_grid (energy_nj, grid_pg, app, unit, start_utc, instance, source)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)"),
  ADD_GRID(changeGrid("energy_nj = energy_nj + ?, grid_pg = grid_pg + ?")),

  FIND_VERSION("SELECT first_seen FROM xfootprint_version WHERE app = ? AND version = ?"),
  CORRECT_VERSION("UPDATE xfootprint_version SET first_seen = ? WHERE app = ? AND version = ?"),
  INSERT_VERSION(
      "INSERT INTO xfootprint_version (app, version, first_seen, compared_at) VALUES (?, ?, ?, ?)"),
  CLAIM_COMPARISON(
      "UPDATE xfootprint_version SET compared_at = ?"
          + " WHERE app = ? AND version = ? AND (compared_at < ? OR compared_at > ?)"),
  VERSIONS(
      "SELECT version, first_seen FROM xfootprint_version WHERE app = ?"
          + " ORDER BY first_seen DESC, version"),
  SET_DISTRIBUTION(
      "UPDATE xfootprint_distribution SET figures = ?"
          + " WHERE app = ? AND version = ? AND instance = ? AND route = ?"),
  INSERT_DISTRIBUTION(
      "INSERT INTO xfootprint_distribution (figures, app, version, instance, route)"
          + " VALUES (?, ?, ?, ?, ?)"),

  /** Of at most a hundred instances of forty routes; more would tell the same. */
  DISTRIBUTIONS(
      "SELECT route, figures FROM xfootprint_distribution WHERE app = ? AND version = ?"
          + " ORDER BY instance FETCH FIRST 4000 ROWS ONLY"),
  DISTRIBUTIONS_OF_ROUTE(
      "SELECT route, figures FROM xfootprint_distribution"
          + " WHERE app = ? AND version = ? AND route = ?"
          + " ORDER BY instance FETCH FIRST 1000 ROWS ONLY"),
  ENDED_DISTRIBUTIONS(
      "SELECT DISTINCT version, instance FROM xfootprint_distribution d WHERE app = ?"
          + " AND instance <> 0 AND NOT EXISTS (SELECT 1 FROM xfootprint_instance i"
          + " WHERE i.app = d.app AND i.instance = d.instance"
          + " AND (i.ended = FALSE OR i.seen_at > ?))"),
  RUNNING_VERSIONS(
      "SELECT DISTINCT version FROM xfootprint_instance"
          + " WHERE app = ? AND ended = FALSE AND version IS NOT NULL"),
  DISTRIBUTIONS_OF_INSTANCE(
      "SELECT route, figures FROM xfootprint_distribution"
          + " WHERE app = ? AND version = ? AND instance = ?"),
  DELETE_DISTRIBUTIONS_OF_INSTANCE(
      "DELETE FROM xfootprint_distribution WHERE app = ? AND version = ? AND instance = ?"),
  FIND_CHANGE(
      "SELECT route FROM xfootprint_change"
          + " WHERE app = ? AND version = ? AND before_version = ? AND route = ? AND figure = ?"),
  INSERT_CHANGE(
      "INSERT INTO xfootprint_change (app, version, before_version, route, figure)"
          + " VALUES (?, ?, ?, ?, ?)"),
  FORGET_DISTRIBUTIONS(forgetVersion("distribution")),
  FORGET_CHANGES(forgetVersion("change")),
  FORGET_VERSION(forgetVersion("version")),

  SET_UPSTREAM(
      changeUpstream("calls = ?, told_calls = ?, unknown_calls = ?, energy_nj = ?, co2e_pg = ?")),
  ADD_UPSTREAM(
      changeUpstream(
          "calls = calls + ?, told_calls = told_calls + ?, unknown_calls = unknown_calls + ?,"
              + " energy_nj = energy_nj + ?, co2e_pg = co2e_pg + ?")),
  INSERT_UPSTREAM(
      "INSERT INTO xfootprint_upstream (calls, told_calls, unknown_calls, energy_nj, co2e_pg, app,"
          + " instance, route) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
  ENDED_UPSTREAM(ended("upstream")),
  UPSTREAM_OF_INSTANCE(
      "SELECT calls, told_calls, unknown_calls, energy_nj, co2e_pg, route"
          + " FROM xfootprint_upstream WHERE app = ? AND instance = ?"),
  DELETE_UPSTREAM_OF_INSTANCE("DELETE FROM xfootprint_upstream WHERE app = ? AND instance = ?"),

  SET_TENANT(changeTenant("floor_nj = ?, {exact set}")),
  ADD_TENANT(changeTenant("floor_nj = floor_nj + ?, {exact add}")),
  INSERT_TENANT(
      "INSERT INTO xfootprint_tenant"
          + " (floor_nj, {exact names}, app, start_utc, instance, tenant)"
          + " VALUES (?, {exact marks}, ?, ?, ?, ?)"),
  DELETE_TENANT(
      "DELETE FROM xfootprint_tenant"
          + " WHERE app = ? AND start_utc = ? AND instance = ? AND tenant = ?"),
  ENDED_TENANTS(ended("tenant")),
  TENANTS_OF_INSTANCE(
      "SELECT start_utc, tenant, floor_nj, {exact names} FROM xfootprint_tenant"
          + " WHERE app = ? AND instance = ?"),
  DELETE_TENANTS_OF_INSTANCE("DELETE FROM xfootprint_tenant WHERE app = ? AND instance = ?"),
  ENDED_TENANTS_OF_MONTH(
      "SELECT tenant, energy_nj, floor_nj FROM xfootprint_tenant"
          + " WHERE app = ? AND start_utc = ? AND instance = 0 ORDER BY energy_nj DESC, tenant"),
  RAISE_FLOOR(
      "UPDATE xfootprint_tenant SET floor_nj = floor_nj + ?"
          + " WHERE app = ? AND start_utc = ? AND instance = 0"),
  TENANTS(
      "SELECT tenant, SUM(floor_nj), {exact sums} FROM xfootprint_tenant"
          + " WHERE app = ? AND start_utc = ? GROUP BY tenant"),
  FORGET_TENANTS("DELETE FROM xfootprint_tenant WHERE app = ? AND start_utc < ?"),

  /** Of one instance and of all others: first whether it is that one. */
  UPSTREAM_BY_ROUTE(
      "SELECT own, route, SUM(calls), SUM(told_calls), SUM(unknown_calls), SUM(energy_nj),"
          + " SUM(co2e_pg) FROM (SELECT CASE WHEN instance = ? THEN 1 ELSE 0 END AS own, route,"
          + " calls, told_calls, unknown_calls, energy_nj, co2e_pg FROM xfootprint_upstream"
          + " WHERE app = ?) pieces GROUP BY own, route"),

  APP_TOTAL(
      "SELECT line, {sums} FROM xfootprint_line WHERE app = ? AND unit = 'total' GROUP BY line"),
  COUNTED_TOTAL(
      "SELECT line, COUNT(*), {sums} FROM xfootprint_line"
          + " WHERE app = ? AND unit = 'total' GROUP BY line"),
  TOTALS_BY_INSTANCE(
      "SELECT instance, line, {names} FROM xfootprint_line WHERE app = ? AND unit = 'total'"),

  /** Over hours of open instances; then hours, hours, days, days and months of all instances. */
  RANGE_BY_LINE("SELECT" + byLine()),

  /** By the 1000 routes with the most energy. All others are one, as in a process's own totals. */
  RANGE_BY_ROUTE("SELECT" + byRoute()),

  /** Both in one statement, so that they agree: whether it is a route, its name and its sums. */
  RANGE_WITH_ROUTES("SELECT FALSE," + byLine() + " UNION ALL SELECT TRUE," + byRoute()),
  FIRST_HOUR_OF_ROUTES(
      "SELECT MIN(start_utc) FROM xfootprint_route WHERE app = ? AND unit = 'hour'"),
  ROUTES_BELOW_BY_DAY(ofRoutes(Of.BELOW, Columns.DAY, "day")),
  ROUTES_BELOW_BY_MONTH(ofRoutes(Of.BELOW, Columns.MONTH, "month")),
  ROUTE_BY_HOUR(ofRoutes(Of.ONE, "start_utc", "hour")),
  ROUTE_BY_DAY(ofRoutes(Of.ONE, Columns.DAY, "day")),
  ROUTE_BY_MONTH(ofRoutes(Of.ONE, Columns.MONTH, "month")),

  HOURS(steps("start_utc", "hour")),
  DAYS(steps(Columns.DAY, "day")),
  MONTHS(steps(Columns.MONTH, "month")),
  HOURS_OF_DAY(steps("EXTRACT(HOUR FROM start_utc)", "month-hour")),

  /** Each hour is in one of two units, those that are merged and those that are not. */
  GRIDS_BY_HOUR(grids("start_utc")),
  GRIDS_BY_DAY(grids(Columns.DAY)),
  GRIDS_BY_MONTH(grids(Columns.MONTH)),

  CLOSED_HOURS(
      "SELECT DISTINCT l.start_utc"
          + " FROM xfootprint_line l JOIN xfootprint_instance i"
          + " ON i.app = l.app AND i.instance = l.instance"
          + " WHERE l.app = ? AND l.unit = 'instance-hour' AND l.start_utc < ?"
          + " AND (i.ended = TRUE OR i.open_hour_utc > l.start_utc) ORDER BY l.start_utc"),
  LINES_OF_HOUR(sumsOfHour("line")),
  ROUTES_OF_HOUR(sumsOfHour("route")),
  GRIDS_OF_HOUR(
      "SELECT COUNT(*), source, SUM(energy_nj), SUM(grid_pg)"
          + ofHour("grid")
          + " GROUP BY source"),
  DELETE_GRIDS_OF_HOUR("DELETE" + ofHour("grid")),
  DELETE_LINES_OF_HOUR("DELETE" + ofHour("line")),
  DELETE_ROUTES_OF_HOUR("DELETE" + ofHour("route")),

  MERGED_INSTANCES(
      "SELECT instance FROM xfootprint_instance i WHERE app = ? AND ended = TRUE"
          + " AND EXISTS (SELECT 1 FROM xfootprint_line l WHERE l.app = i.app"
          + " AND l.unit = 'total' AND l.instance = i.instance)"
          + " AND NOT EXISTS (SELECT 1 FROM xfootprint_line l WHERE l.app = i.app"
          + " AND l.unit = 'instance-hour' AND l.instance = i.instance)"),
  TOTAL_OF_INSTANCE(
      "SELECT line, {names} FROM xfootprint_line WHERE app = ? AND unit = 'total' AND instance ="
          + " ?"),
  DELETE_TOTAL_OF_INSTANCE(
      "DELETE FROM xfootprint_line WHERE app = ? AND unit = 'total' AND instance = ?"),
  FORGET_INSTANCES(
      "DELETE FROM xfootprint_instance WHERE app = ? AND ended = TRUE AND seen_at < ? AND NOT"
          + " EXISTS (SELECT 1 FROM xfootprint_line l WHERE l.app = xfootprint_instance.app AND"
          + " l.instance = xfootprint_instance.instance)"),
  FORGET_LINES(forget("line", "'hour', 'day', 'month', 'month-hour'")),
  FORGET_GRIDS(forget("grid", "'hour'")),
  FORGET_ROUTES(forget("route", "'day', 'month'")),
  FORGET_HOURS_OF_ROUTES(forget("route", "'hour'"));

  private final String text;

  Sql(String text) {
    this.text = Columns.filled(text);
  }

  // The two tables of rows differ in their key: a line or a route.

  private static String change(String of, String figures) {
    return "UPDATE xfootprint_%1$s SET %2$s WHERE app = ? AND unit = ? AND start_utc = ? AND instance = ? AND %1$s = ?"
        .formatted(of, figures);
  }

  private static String insert(String of) {
    return "INSERT INTO xfootprint_%1$s ({names}, app, unit, start_utc, instance, %1$s) VALUES ({marks}, ?, ?, ?, ?, ?)"
        .formatted(of);
  }

  private static String changeGrid(String figures) {
    return "UPDATE xfootprint_grid SET %s WHERE app = ? AND unit = ? AND start_utc = ? AND instance = ? AND source = ?"
        .formatted(figures);
  }

  private static String grids(String start) {
    return "SELECT %1$s, source, SUM(energy_nj), SUM(grid_pg) FROM xfootprint_grid WHERE app = ? AND start_utc >= ? AND start_utc < ? GROUP BY %1$s, source"
        .formatted(start);
  }

  private static String pieces(String of, String... units) {
    return Arrays.stream(units)
        .map(
            unit ->
                "SELECT %1$s, start_utc, {names} FROM xfootprint_%1$s WHERE app = ? AND unit = '%2$s' AND start_utc >= ? AND start_utc < ?"
                    .formatted(of, unit))
        .collect(Collectors.joining(" UNION ALL "));
  }

  private static String byLine() {
    return " line, {sums} FROM (" + rangePieces("line") + ") pieces GROUP BY line";
  }

  private static String byRoute() {
    return " named, {sums} FROM (SELECT"
        + " CASE WHEN place <= 1000 THEN route ELSE '(other)' END AS named, {names} FROM (SELECT"
        + " route, ROW_NUMBER() OVER (ORDER BY SUM(energy_nj) DESC, route) AS place,"
        + " {named sums} FROM ("
        + rangePieces("route")
        + ") pieces GROUP BY route) sums) named_sums GROUP BY named";
  }

  private static String rangePieces(String of) {
    return pieces(of, "instance-hour", "hour", "hour", "day", "day", "month");
  }

  private static String steps(String start, String unit) {
    return "SELECT %1$s, line, {sums} FROM (%2$s) pieces GROUP BY %1$s, line"
        .formatted(start, pieces("line", "instance-hour", unit));
  }

  /** The condition that a route is asked for by. */
  private static final class Of {
    static final String ONE = "route = ?";

    /**
     * A label is a method, a blank and a pattern; the pattern is a path, or begins with it and a
     * slash.
     */
    static final String BELOW = "(route LIKE ? ESCAPE '!' OR route LIKE ? ESCAPE '!')";
  }

  /**
   * Sums some routes, of open instances and of all. Each piece is summed by itself, as H2 would
   * keep the rows of both.
   */
  private static String ofRoutes(String condition, String start, String unit) {
    return Stream.of("instance-hour", unit)
        .map(
            each ->
                "SELECT %1$s, {sums} FROM xfootprint_route WHERE app = ? AND unit = '%2$s' AND start_utc >= ? AND start_utc < ? AND %3$s GROUP BY %1$s"
                    .formatted(start, each, condition))
        .collect(Collectors.joining(" UNION ALL "));
  }

  private static String sumsOfHour(String of) {
    return "SELECT COUNT(*), %1$s, {sums}%2$s GROUP BY %1$s".formatted(of, ofHour(of));
  }

  /** Selects the rows of an hour that will not change any more. */
  private static String ofHour(String of) {
    return " FROM xfootprint_%s WHERE app = ? AND unit = 'instance-hour' AND start_utc = ? AND instance IN (SELECT instance FROM xfootprint_instance WHERE app = ? AND (ended = TRUE OR open_hour_utc > ?))"
        .formatted(of);
  }

  private static String forget(String of, String units) {
    return "DELETE FROM xfootprint_%s WHERE app = ? AND unit IN (%s) AND start_utc < ?"
        .formatted(of, units);
  }

  private static String forgetVersion(String of) {
    return "DELETE FROM xfootprint_%s WHERE app = ? AND version = ?".formatted(of);
  }

  /** Selects the instances that have ended a while ago, and have rows of their own. */
  private static String ended(String of) {
    return "SELECT DISTINCT instance FROM xfootprint_%s r WHERE app = ? AND instance <> 0 AND NOT EXISTS (SELECT 1 FROM xfootprint_instance i WHERE i.app = r.app AND i.instance = r.instance AND (i.ended = FALSE OR i.seen_at > ?))"
        .formatted(of);
  }

  private static String changeTenant(String figures) {
    return "UPDATE xfootprint_tenant SET "
        + figures
        + " WHERE app = ? AND start_utc = ? AND instance = ? AND tenant = ?";
  }

  private static String changeUpstream(String change) {
    return "UPDATE xfootprint_upstream SET "
        + change
        + " WHERE app = ? AND instance = ? AND route = ?";
  }

  /** Returns the statement, with a question mark for each parameter. */
  public String text() {
    return text;
  }
}
