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

  private static final String SOCKET_TIMEOUT = "socketTimeout";

  /**
   * For how long a server may be silent, longer than a statement may take: 30 s. While it connects
   * 2 s, for that nobody can abort, the driver tries it with TLS and without, and the end of the
   * application waits for 5 s.
   */
  private static final int SOCKET_MILLIS = 30_000;

  private static final String CONNECT_SECONDS = "2";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /**
   * What a driver must be told, unless the URL says it. H2 would forget the commits of the last
   * second when its process is killed, close before the last totals are written, and write a second
   * file; PostgreSQL's driver would wait for ever for a server that is silent. It would connect in
   * a thread of its own if it had a loginTimeout, and leave that behind.
   */
  private static final Map<String, Map<String, String>> DEFAULTS =
      Map.of(
          "jdbc:h2:",
          Map.of("WRITE_DELAY", "0", "DB_CLOSE_ON_EXIT", "FALSE", "TRACE_LEVEL_FILE", "0"),
          POSTGRESQL,
          Map.of(
              "connectTimeout",
              CONNECT_SECONDS,
              SOCKET_TIMEOUT,
              CONNECT_SECONDS,
              "tcpKeepAlive",
              "true",
              "ApplicationName",
              "x-footprint"));

  private static final int MAX_DRIVERS = 1000;

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
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader own = DriverConnections.class.getClassLoader();
    Set<Driver> before = registered();
    Optional<Driver> driver =
        find(settings.address(), context).or(() -> find(settings.address(), own));
    Set<Driver> ours = registered();
    ours.removeAll(before);
    ours.removeIf(each -> !goesWith(each.getClass().getClassLoader(), context, own));
    if (driver.isEmpty()) {
      deregister(ours);
      throw new SettingsException(
          "store",
          "a JDBC URL whose driver is in the application, such as"
              + " org.postgresql:postgresql or com.h2database:h2",
          settings.toString());
    }
    return new DriverConnections(driver.get(), settings, ours);
  }

  /** Tells whether a class loader goes with the application; others may use what stays. */
  private static boolean goesWith(
      @Nullable ClassLoader loader, @Nullable ClassLoader context, @Nullable ClassLoader own) {
    return (loader == context || loader == own) && loader != ClassLoader.getSystemClassLoader();
  }

  /**
   * Asks DriverManager, as one who is not the application: when it is first asked it looks for
   * drivers itself, and whose it finds it keeps when the application is gone.
   */
  private static Set<Driver> registered() {
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      return DriverManager.drivers().collect(Collectors.toCollection(HashSet::new));
    } finally {
      thread.setContextClassLoader(context);
    }
  }

  /** Loads all drivers, as DriverManager would have, so that the application finds them there. */
  private static Optional<Driver> find(String url, @Nullable ClassLoader loader) {
    Optional<Driver> found = Optional.empty();
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
    // One that fails leaves the others; but who cannot even look for them may fail for ever.
    for (int i = 0; i < MAX_DRIVERS; i++) {
      try {
        if (!drivers.hasNext()) {
          return found;
        }
        Driver driver = drivers.next();
        if (found.isEmpty() && driver.acceptsURL(url)) {
          found = Optional.of(driver);
        }
      } catch (SQLException | ServiceConfigurationError | LinkageError e) {
        // Not the exception: it may hold the URL.
        log.debug("A driver does not work here: {}", e.getClass().getName());
      }
    }
    return found;
  }

  @Override
  public Connection open() throws SQLException {
    Properties properties = properties();
    Connection connection = driver.connect(settings.address(), properties);
    if (connection == null) {
      throw new SQLException("the driver does not take it any more", "08001");
    }
    if (properties.containsKey(SOCKET_TIMEOUT)) {
      connection.setNetworkTimeout(Runnable::run, SOCKET_MILLIS);
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

  @Override
  public void close() {
    deregister(registered);
  }

  /** Has DriverManager forget the drivers that were registered because of us, or it would leak. */
  private static void deregister(Set<Driver> drivers) {
    for (Driver each : drivers) {
      try {
        DriverManager.deregisterDriver(each);
      } catch (SQLException | SecurityException e) {
        log.debug("A driver stays registered", e);
      }
    }
  }
}
