// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import io.xfootprint.settings.SettingsException;
import io.xfootprint.settings.StoreSettings;
import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Where connections come from. Safe for use by many threads. */
public interface ConnectionSource extends AutoCloseable {

  /** Returns a connection, for the caller to close. */
  Connection open() throws SQLException;

  /** Tells whether somebody else keeps connections, so that each is to be given back soon. */
  boolean isPool();

  /** Tells whether a network may forget a connection that is idle, without a word. */
  boolean isRemote();

  @Override
  void close();

  /**
   * Finds the driver or the DataSource that the settings name; connects to nothing yet.
   *
   * @throws SettingsException if there is none
   */
  static ConnectionSource of(StoreSettings settings) {
    return settings.isJndiName() ? OfDataSource.of(settings) : DriverConnections.of(settings);
  }

  /**
   * The container's pool, which knows user and password. All that needs the module java.naming is
   * in here, as it may be missing.
   */
  final class OfDataSource implements ConnectionSource {

    private final DataSource source;

    OfDataSource(DataSource source) {
      this.source = source;
    }

    // The name is of the container's own names, java:, by the rule of the setting; none is remote.
    @SuppressWarnings("BanJNDI")
    static ConnectionSource of(StoreSettings settings) {
      try {
        // On the thread that starts the application: names are those of its context.
        if (new InitialContext().lookup(settings.address()) instanceof DataSource source) {
          return new OfDataSource(source);
        }
      } catch (NamingException e) {
        // Nobody has that name; its message may hold what is behind others.
      }
      throw new SettingsException(
          "store", "the JNDI name of a DataSource that the container has", settings.toString());
    }

    @Override
    public Connection open() throws SQLException {
      return source.getConnection();
    }

    @Override
    public boolean isPool() {
      return true;
    }

    @Override
    public boolean isRemote() {
      // Its pool looks after idle ones; none is idle here.
      return false;
    }

    @Override
    public void close() {
      // It is the container's.
    }
  }
}
