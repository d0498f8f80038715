// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import io.xfootprint.settings.StoreSettings;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections with a JDBC driver in the application's own class path.
 *
 * <p>DriverManager would not do: it knows no driver of an application that was deployed after its
 * first use, and its messages contain the whole URL.
 */
final class DriverConnections implements ConnectionSource {

  /** The longest silence of a server: longer than the 20 s that a statement may take. */
  private static final int SOCKET_MILLIS = 30_000;

  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String H2 = "jdbc:h2:";
  private static final String SOCKET_TIMEOUT = "socketTimeout";
  private static final String LOGIN_TIMEOUT = "loginTimeout";
  private static final String AUTO_SERVER = "AUTO_SERVER";
  private static final String NOTHING = "";

  /**
   * A property that a driver gets, unless the URL sets it.
   *
   * @param driver the beginning of the driver's URLs
   * @param name the property's key
   * @param unless another key that contradicts this one
   */
  private record Default(String driver, String name, String value, String unless) {

    boolean isFor(String url, Set<String> keys) {
      return url.startsWith(driver) && !keys.contains(lower(name)) && !keys.contains(lower(unless));
    }
  }

  /**
   * Defaults for two drivers.
   *
   * <p>Without them H2 loses the commits of the last second when its process is killed, closes
   * before the last totals are written (with AUTO_SERVER it still does, and is opened again), and
   * writes a second file.
   *
   * <p>PostgreSQL's driver waits for ever for a silent server. While it connects it gets 2 s,
   * because nobody can abort a connect, the driver tries it with TLS and without, and the end of
   * the application waits for 5 s. A loginTimeout would make it connect in another thread and leave
   * that behind. From the fifth use on it names its statements; such a name is unknown where a pool
   * like PgBouncer gives each transaction another session.
   */
  private static final List<Default> DEFAULTS =
      List.of(
          new Default(H2, "WRITE_DELAY", "0", NOTHING),
          new Default(H2, "DB_CLOSE_ON_EXIT", "FALSE", AUTO_SERVER),
          new Default(H2, "TRACE_LEVEL_FILE", "0", NOTHING),
          new Default(POSTGRESQL, "connectTimeout", "2", LOGIN_TIMEOUT),
          new Default(POSTGRESQL, SOCKET_TIMEOUT, "2", LOGIN_TIMEOUT),
          new Default(POSTGRESQL, "tcpKeepAlive", "true", NOTHING),
          new Default(POSTGRESQL, "prepareThreshold", "0", NOTHING),
          new Default(POSTGRESQL, "ApplicationName", "x-footprint", NOTHING));

  private static final Pattern KEY = Pattern.compile("[?;&]\\s*([\\w.]+)\\s*=");

  /** The address of a server rather than a file. */
  private static final Pattern REMOTE = Pattern.compile("jdbc:(?:(?!file:)[\\w+-]+:)+//.*");

  private static final int MAX_DRIVERS = 1000;

  private static final Logger log = LoggerFactory.getLogger(DriverConnections.class);

  private final Driver driver;
  private final StoreSettings settings;
  private final Set<Driver> registered;
  private final Set<String> keys;

  private DriverConnections(Driver driver, StoreSettings settings, Set<Driver> registered) {
    this.driver = driver;
    this.settings = settings;
    this.registered = registered;
    keys =
        KEY.matcher(settings.address())
            .results()
            .map(key -> lower(key.group(1)))
            .collect(Collectors.toSet());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static ConnectionSource of(StoreSettings settings) {
    if (settings.address().startsWith(POSTGRESQL) && !settings.userInfo().isEmpty()) {
      // The driver would log a part of it, and ask the network for a host with that name.
      throw settings.bad(
          "without user and password before the host: PostgreSQL's driver takes them of"
              + " 'store.user' and 'store.password'");
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
      throw settings.bad(
          "a JDBC URL whose driver is in the application, such as org.postgresql:postgresql or"
              + " com.h2database:h2");
    }
    return new DriverConnections(driver.get(), settings, ours);
  }

  /** Returns whether a class loader ends with the application; drivers of others stay in use. */
  private static boolean goesWith(
      @Nullable ClassLoader loader, @Nullable ClassLoader context, @Nullable ClassLoader own) {
    return (loader == context || loader == own) && loader != ClassLoader.getSystemClassLoader();
  }

  /**
   * Returns the drivers that DriverManager has. At its first use DriverManager looks for drivers of
   * the calling thread's loader and keeps them after the application has gone, so the thread shows
   * it another loader.
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

  /** Loads all drivers, as DriverManager would, so that the application finds them there too. */
  private static Optional<Driver> find(String url, @Nullable ClassLoader loader) {
    Optional<Driver> found = Optional.empty();
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
    // After a driver that fails come others. A loader that fails at every step must not loop.
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
        // Without the exception, which may contain the URL.
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
    if (settings.address().startsWith(POSTGRESQL) && !keys.contains(lower(SOCKET_TIMEOUT))) {
      connection.setNetworkTimeout(Runnable::run, SOCKET_MILLIS);
    }
    return connection;
  }

  /** Returns the driver's properties beside the URL. */
  Properties properties() {
    Properties properties = new Properties();
    for (Default each : DEFAULTS) {
      if (each.isFor(settings.address(), keys)) {
        properties.setProperty(each.name(), each.value());
      }
    }
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
  public boolean isRemote() {
    return keys.contains(lower(AUTO_SERVER)) || REMOTE.matcher(settings.address()).matches();
  }

  @Override
  public void close() {
    deregister(registered);
  }

  /** Removes the drivers that were registered because of us; they would keep our class loader. */
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
