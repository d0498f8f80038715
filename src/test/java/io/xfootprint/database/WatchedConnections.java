// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/** Connections that tell which statements are about to be prepared. */
public final class WatchedConnections implements ConnectionSource {

  private final ConnectionSource real;
  private final Watcher watcher;

  /** Is told, and may wait. */
  @FunctionalInterface
  public interface Watcher {
    void isPreparing(String sql) throws Exception;
  }

  public WatchedConnections(ConnectionSource real, Watcher watcher) {
    this.real = real;
    this.watcher = watcher;
  }

  @Override
  public Connection open() throws SQLException {
    Connection connection = real.open();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                watcher.isPreparing((String) arguments[0]);
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
