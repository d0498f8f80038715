// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Connections of which one breaks at a step: an execution of statements, or a commit. After the
 * former the next one is refused, or whoever had it would simply go on with another.
 */
public final class BreakingConnections implements ConnectionSource {

  private final ConnectionSource real;
  private int stepsLeft;
  private boolean stepIsDone;
  private boolean broken;
  private boolean refuses;

  public BreakingConnections(ConnectionSource real) {
    this.real = real;
    stepsLeft = Integer.MAX_VALUE;
  }

  /** Breaks when so many steps from now on were done, with the next one. */
  public void breakInsteadOfStep(int steps) {
    breakAt(steps, false);
  }

  /** Breaks when so many steps from now on were done, and the next one too, but not answered. */
  public void breakAfterStep(int steps) {
    breakAt(steps, true);
  }

  private void breakAt(int steps, boolean isDone) {
    stepsLeft = steps;
    stepIsDone = isDone;
    broken = false;
    refuses = false;
  }

  public boolean hasBroken() {
    return broken;
  }

  @Override
  public Connection open() throws SQLException {
    if (refuses) {
      refuses = false;
      throw new SQLException("Connection refused", "08001");
    }
    Connection connection = real.open();
    return proxy(Connection.class, connection, connection);
  }

  private <T> T proxy(Class<T> type, T target, Connection connection) {
    InvocationHandler handler =
        (proxy, method, arguments) -> call(target, method, arguments, connection);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object call(
      Object target, Method method, Object @Nullable [] arguments, Connection connection)
      throws Throwable {
    boolean breaks = isStep(method) && stepsLeft-- == 0;
    @Nullable Object result = null;
    if (!breaks || stepIsDone) {
      try {
        result = method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
    if (breaks) {
      broken = true;
      refuses = !method.getName().equals("commit");
      connection.close();
      throw new SQLException("An I/O error occurred", "08006");
    }
    if (result instanceof PreparedStatement statement) {
      return proxy(PreparedStatement.class, statement, connection);
    }
    return result instanceof Statement statement
        ? proxy(Statement.class, statement, connection)
        : result;
  }

  private static boolean isStep(Method method) {
    return method.getName().startsWith("execute") || method.getName().equals("commit");
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
