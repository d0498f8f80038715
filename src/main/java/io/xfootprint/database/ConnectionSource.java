// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import io.xfootprint.settings.SettingsException;
import io.xfootprint.settings.StoreSettings;
import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Opens connections to the database. Safe for use by many threads. */
public interface ConnectionSource extends AutoCloseable {

  /** Opens a connection, which the caller must close. */
  Connection open() throws SQLException;

  /** Returns whether this is a pool, so that a connection should soon be given back. */
  boolean isPool();

  /** Returns whether a network may silently drop a connection that is idle. */
  boolean isRemote();

  @Override
  void close();

  /**
   * Finds the driver or the DataSource that the settings name. Connects to nothing.
   *
   * @throws SettingsException if there is none
   */
  static ConnectionSource of(StoreSettings settings) {
    return settings.isJndiName() ? OfDataSource.of(settings) : DriverConnections.of(settings);
  }

  /**
   * Opens connections of the container's pool, which knows user and password. Only this class needs
   * the module java.naming, which may be missing.
   */
  final class OfDataSource implements ConnectionSource {

    private final DataSource source;

    OfDataSource(DataSource source) {
      this.source = source;
    }

    // By the rule of the setting the name begins with java: and so is one of the container's own.
    @SuppressWarnings("BanJNDI")
    static ConnectionSource of(StoreSettings settings) {
      try {
        // The thread that starts the application looks up names in the application's context.
        if (new InitialContext().lookup(settings.address()) instanceof DataSource source) {
          return new OfDataSource(source);
        }
      } catch (NamingException e) {
        // No such name exists. The message is dropped, as it may reveal what others refer to.
      }
      throw settings.bad("the JNDI name of a DataSource that the container has");
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
      // The pool looks after idle connections; none is idle here.
      return false;
    }

    @Override
    public void close() {
      // The pool is the container's.
    }
  }
}
