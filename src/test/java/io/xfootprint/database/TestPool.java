// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A pool of one connection, which is handed out again as it was given back. */
public final class TestPool implements ConnectionSource {

  private final ConnectionSource real;
  private @Nullable Connection connection;
  private boolean isOut;

  public TestPool(ConnectionSource real) {
    this.real = real;
  }

  @Override
  public Connection open() throws SQLException {
    if (isOut) {
      throw new SQLException("no connection is left in the pool", "08001");
    }
    Connection pooled = connection;
    if (pooled == null) {
      pooled = real.open();
      connection = pooled;
    }
    isOut = true;
    return lent(pooled);
  }

  private Connection lent(Connection pooled) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                isOut = false;
                return null;
              }
              try {
                return method.invoke(pooled, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  public boolean isOut() {
    return isOut;
  }

  /** Tells whether the next one who is lent the connection finds it as a new one is. */
  public boolean isAsNew() throws SQLException {
    Connection pooled = connection;
    return !isOut && pooled != null && pooled.getAutoCommit();
  }

  @Override
  public boolean isPool() {
    return true;
  }

  @Override
  public boolean isRemote() {
    return false;
  }

  @Override
  public void close() {
    try (Connection pooled = connection) {
      isOut = pooled == null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
