// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Connections to H2 whose statements are executed once more, to count the rows that they scan. */
public final class RecordedStatements implements ConnectionSource {

  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

  private final ConnectionSource real;
  private final List<Execution> executions = new ArrayList<>();

  /** A statement with its parameters by their places. */
  private record Execution(String sql, Map<Integer, Object> parameters) {}

  public RecordedStatements(ConnectionSource real) {
    this.real = real;
  }

  /** Forgets what was executed so far. */
  public void clear() {
    executions.clear();
  }

  /** Returns how many were executed; each of a batch counts. */
  public int size() {
    return executions.size();
  }

  /** Executes them once more and returns how many rows they scan; changes nothing. */
  public long scannedRows(ConnectionSource connections) throws SQLException {
    long rows = 0;
    try (Connection connection = connections.open()) {
      connection.setAutoCommit(false);
      for (Execution each : executions) {
        try (PreparedStatement statement =
            connection.prepareStatement("EXPLAIN ANALYZE " + each.sql())) {
          for (Map.Entry<Integer, Object> parameter : each.parameters().entrySet()) {
            statement.setObject(parameter.getKey(), parameter.getValue());
          }
          rows += scannedRows(statement);
        }
      }
      connection.rollback();
    }
    return rows;
  }

  private static long scannedRows(PreparedStatement explain) throws SQLException {
    long rows = 0;
    try (ResultSet plan = explain.executeQuery()) {
      plan.next();
      Matcher scanned = SCANNED.matcher(plan.getString(1));
      while (scanned.find()) {
        rows += Long.parseLong(scanned.group(1));
      }
    }
    return rows;
  }

  @Override
  public Connection open() throws SQLException {
    Connection connection = real.open();
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object result = invoke(connection, method, arguments);
          return result instanceof PreparedStatement statement
              ? recorded(statement, (String) arguments[0])
              : result;
        });
  }

  private PreparedStatement recorded(PreparedStatement statement, String sql) {
    Map<Integer, Object> parameters = new TreeMap<>();
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          switch (method.getName()) {
            case "setObject" -> parameters.put((Integer) arguments[0], arguments[1]);
            case "addBatch", "executeQuery", "executeUpdate" ->
                executions.add(new Execution(sql, Map.copyOf(parameters)));
            default -> {
              // The rest is not looked at.
            }
          }
          return invoke(statement, method, arguments);
        });
  }

  /** What a proxy does. */
  private interface Call {
    @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.call(method, arguments)));
  }

  private static @Nullable Object invoke(Object target, Method method, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public boolean isPool() {
    return real.isPool();
  }

  @Override
  public boolean isRemote() {
    return real.isRemote();
  }

  @Override
  public void close() {
    real.close();
  }
}
