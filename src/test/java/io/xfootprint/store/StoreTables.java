// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What stands in the tables of a store, read by SQL that is not ours. */
public final class StoreTables {

  /** All of them, as a list in SQL. */
  public static final String NAMES =
      "xfootprint_schema, xfootprint_app, xfootprint_instance, xfootprint_line, xfootprint_route,"
          + " xfootprint_grid, xfootprint_live, xfootprint_sum, xfootprint_running,"
          + " xfootprint_version, xfootprint_distribution, xfootprint_change,"
          + " xfootprint_upstream, xfootprint_tenant";

  private static final String INSTANCES =
      "SELECT i.app, i.name, i.writes, i.ended, t.requests, t.energy_nj,"
          + " (SELECT SUM(s.energy_nj) FROM xfootprint_line s WHERE s.app = i.app"
          + "  AND s.instance = i.instance AND s.unit = 'total')"
          + " FROM xfootprint_instance i JOIN xfootprint_line t ON t.app = i.app"
          + " AND t.instance = i.instance AND t.unit = 'total' AND t.line = 'requests'"
          + " ORDER BY i.started_at";
  private static final String OF_ALL_LINES =
      "SELECT SUM(energy_nj) FROM xfootprint_line WHERE unit = ";
  private static final String OF_REQUESTS = " AND line = 'requests'";

  private final String url;

  private StoreTables(String url) {
    this.url = url;
  }

  /** Returns those at a JDBC URL. */
  public static StoreTables at(String url) {
    return new StoreTables(url);
  }

  /**
   * A run of a process.
   *
   * @param requestNanojoules energy of its requests in nJ
   * @param nanojoules energy of all its lines in nJ
   */
  public record Instance(
      String app,
      String name,
      long writes,
      boolean ended,
      long requests,
      BigInteger requestNanojoules,
      BigInteger nanojoules) {

    /** Returns the number of the process. */
    public long pid() {
      return Long.parseLong(name.substring(name.lastIndexOf('/') + 1));
    }
  }

  /** Returns all instances, in the order of their start. */
  public List<Instance> instances() throws SQLException {
    List<Instance> instances = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(INSTANCES)) {
      while (row.next()) {
        instances.add(
            new Instance(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getBoolean(4),
                row.getLong(5),
                row.getBigDecimal(6).toBigIntegerExact(),
                row.getBigDecimal(7).toBigIntegerExact()));
      }
    }
    return instances;
  }

  /** Returns the number of all requests. */
  public long requests() throws SQLException {
    return instances().stream().mapToLong(Instance::requests).sum();
  }

  /** Returns the energy of all instances since they started in nJ, of requests and of all else. */
  public BigInteger nanojoules() throws SQLException {
    return number(OF_ALL_LINES + "'total'");
  }

  /** Returns the energy of all requests in nJ, by the totals of instances. */
  public BigInteger requestNanojoules() throws SQLException {
    return number(OF_ALL_LINES + "'total'" + OF_REQUESTS);
  }

  /** Returns the same by the hours of instances. */
  public BigInteger requestNanojoulesOfHours() throws SQLException {
    return number(OF_ALL_LINES + "'instance-hour'" + OF_REQUESTS);
  }

  /** Returns the same by the hours of routes. */
  public BigInteger requestNanojoulesOfRoutes() throws SQLException {
    return number("SELECT SUM(energy_nj) FROM xfootprint_route");
  }

  /** Returns the number of all requests by the hours of routes. */
  public long requestsOfRoutes() throws SQLException {
    return number("SELECT SUM(requests) FROM xfootprint_route").longValueExact();
  }

  private BigInteger number(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      BigDecimal sum = row.getBigDecimal(1);
      return sum == null ? BigInteger.ZERO : sum.toBigIntegerExact();
    }
  }
}
