// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.SettingsException;
import io.xfootprint.StoreSettings;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections of a JDBC driver in the application's own class path.
 *
 * <p>Not by DriverManager: it knows no driver of an application that was deployed after its first
 * use, and its messages hold the whole URL.
 */
final class DriverConnections implements Connections {

  private static final String POSTGRESQL = "jdbc:postgresql:";

  /**
   * What a driver must be told, unless the URL says it. H2 would forget the commits of the last
   * second when its process is killed, close before the last totals are written, and write a second
   * file; PostgreSQL's driver would wait for ever for a server that is silent.
   */
  private static final Map<String, Map<String, String>> DEFAULTS =
      Map.of(
          "jdbc:h2:",
          Map.of("WRITE_DELAY", "0", "DB_CLOSE_ON_EXIT", "FALSE", "TRACE_LEVEL_FILE", "0"),
          POSTGRESQL,
          Map.of(
              "loginTimeout", "10",
              "socketTimeout", "30",
              "tcpKeepAlive", "true",
              "ApplicationName", "x-footprint"));

  private static final Logger log = LoggerFactory.getLogger(DriverConnections.class);

  private final Driver driver;
  private final StoreSettings settings;
  private final Set<Driver> registered;

  private DriverConnections(Driver driver, StoreSettings settings, Set<Driver> registered) {
    this.driver = driver;
    this.settings = settings;
    this.registered = registered;
  }

  static Connections of(StoreSettings settings) {
    if (settings.address().startsWith(POSTGRESQL) && !settings.userInfo().isEmpty()) {
      // It would log a part of it, and ask the network for a host of that name.
      throw new SettingsException(
          "store",
          "without user and password before the host: PostgreSQL's driver takes them of"
              + " 'store.user' and 'store.password'",
          settings.toString());
    }
    Set<Driver> before = registered();
    Driver driver =
        find(settings.address(), Thread.currentThread().getContextClassLoader())
            .or(() -> find(settings.address(), DriverConnections.class.getClassLoader()))
            .orElseThrow(
                () ->
                    new SettingsException(
                        "store",
                        "a JDBC URL whose driver is in the application, such as"
                            + " org.postgresql:postgresql or com.h2database:h2",
                        settings.toString()));
    Set<Driver> ours = registered();
    ours.removeAll(before);
    return new DriverConnections(driver, settings, ours);
  }

  private static Set<Driver> registered() {
    return DriverManager.drivers().collect(Collectors.toCollection(HashSet::new));
  }

  private static Optional<Driver> find(String url, @Nullable ClassLoader loader) {
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
    while (true) {
      try {
        if (!drivers.hasNext()) {
          return Optional.empty();
        }
        Driver driver = drivers.next();
        if (driver.acceptsURL(url)) {
          return Optional.of(driver);
        }
      } catch (SQLException | ServiceConfigurationError e) {
        // Not the exception: it may hold the URL.
        log.debug("A driver does not work here: {}", e.getClass().getName());
      }
    }
  }

  @Override
  public Connection open() throws SQLException {
    Connection connection = driver.connect(settings.address(), properties());
    if (connection == null) {
      throw new SQLException("the driver does not take it any more", "08001");
    }
    return connection;
  }

  private Properties properties() {
    Properties properties = new Properties();
    String url = settings.address().toLowerCase(Locale.ROOT);
    DEFAULTS.forEach(
        (prefix, defaults) -> {
          if (url.startsWith(prefix)) {
            defaults.forEach(
                (name, value) -> {
                  if (!url.contains(name.toLowerCase(Locale.ROOT) + "=")) {
                    properties.setProperty(name, value);
                  }
                });
          }
        });
    if (!settings.user().isEmpty()) {
      properties.setProperty("user", settings.user());
    }
    if (!settings.password().isEmpty()) {
      properties.setProperty("password", settings.password());
    }
    return properties;
  }

  @Override
  public boolean isPool() {
    return false;
  }

  /** Has DriverManager forget the drivers that were registered because of us, or it would leak. */
  @Override
  public void close() {
    for (Driver each : registered) {
      try {
        DriverManager.deregisterDriver(each);
      } catch (SQLException | SecurityException e) {
        log.debug("A driver stays registered", e);
      }
    }
  }
}
