// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A pool of one connection for each thread, which is lent to whoever asks there. */
public final class OnePerThread implements ConnectionSource {

  private final ConnectionSource real;
  private final Map<Thread, Connection> kept = new ConcurrentHashMap<>();

  public OnePerThread(ConnectionSource real) {
    this.real = real;
  }

  @Override
  public Connection open() throws SQLException {
    Connection connection = kept.get(Thread.currentThread());
    if (connection == null) {
      connection = real.open();
      kept.put(Thread.currentThread(), connection);
    }
    return lent(connection);
  }

  private static Connection lent(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
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
    real.close();
  }
}
