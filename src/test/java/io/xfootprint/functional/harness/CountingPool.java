// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A pool of a container that counts what it lends, and looks at what it gets back. */
public final class CountingPool implements DataSource {

  private final DataSource source;
  private final boolean autoCommit;

  // Guarded by this object's lock.
  private boolean empty;
  private int lent;
  private int most;
  private int returned;
  private int changed;

  private CountingPool(DataSource source, boolean autoCommit) {
    this.source = source;
    this.autoCommit = autoCommit;
  }

  /** Returns one that lends connections which commit by themselves, or do not. */
  public static CountingPool of(String url, boolean autoCommit) {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL(url);
    return new CountingPool(h2, autoCommit);
  }

  @Override
  public Connection getConnection() throws SQLException {
    countLent();
    Connection connection = source.getConnection();
    connection.setAutoCommit(autoCommit);
    return (Connection)
        Proxy.newProxyInstance(
            CountingPool.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                countReturned(connection.getAutoCommit() != autoCommit);
              }
              return invoke(connection, method, arguments);
            });
  }

  private static Object invoke(Connection connection, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private synchronized void countLent() throws SQLException {
    if (empty) {
      throw new SQLException("no connection is left", "08001");
    }
    lent++;
    most = Math.max(most, lent - returned);
  }

  private synchronized void countReturned(boolean isChanged) {
    returned++;
    changed += isChanged ? 1 : 0;
  }

  /** Lends nothing more, or something again. */
  public synchronized void setEmpty(boolean value) {
    empty = value;
  }

  /** Returns how many connections were lent so far. */
  public synchronized int lent() {
    return lent;
  }

  /** Returns how many came back. */
  public synchronized int returned() {
    return returned;
  }

  /** Returns how many were lent at a time at most. */
  public synchronized int most() {
    return most;
  }

  /** Returns how many came back with another autocommit than they had. */
  public synchronized int changed() {
    return changed;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLException("the pool knows the user");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter writer) throws SQLException {
    source.setLogWriter(writer);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return source.isWrapperFor(type);
  }
}
