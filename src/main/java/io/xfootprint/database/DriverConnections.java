// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import io.xfootprint.settings.SettingsException;
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
 * Connections of a JDBC driver in the application's own class path.
 *
 * <p>Not by DriverManager: it knows no driver of an application that was deployed after its first
 * use, and its messages hold the whole URL.
 */
final class DriverConnections implements ConnectionSource {

  /** For how long a server may be silent, longer than a statement may take: 30 s. */
  private static final int SOCKET_MILLIS = 30_000;

  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String H2 = "jdbc:h2:";
  private static final String SOCKET_TIMEOUT = "socketTimeout";
  private static final String LOGIN_TIMEOUT = "loginTimeout";
  private static final String AUTO_SERVER = "AUTO_SERVER";
  private static final String NOTHING = "";

  /**
   * What a driver must be told.
   *
   * @param driver the beginning of its URLs
   * @param name of a key, which a URL that says it keeps as it is
   * @param unless another key that contradicts this one
   */
  private record Default(String driver, String name, String value, String unless) {

    boolean isFor(String url, Set<String> keys) {
      return url.startsWith(driver) && !keys.contains(lower(name)) && !keys.contains(lower(unless));
    }
  }

  /**
   * H2 would forget the commits of the last second when its process is killed, close before the
   * last totals are written (it does with AUTO_SERVER, and is opened again), and write a second
   * file.
   *
   * <p>PostgreSQL's driver would wait for ever for a server that is silent. While it connects it
   * waits for 2 s: nobody can abort that, the driver tries it with TLS and without, and the end of
   * the application waits for 5 s. It would connect in a thread of its own if it had a
   * loginTimeout, and leave that behind. From the fifth time on it would name its statements, which
   * are unknown where a pool such as PgBouncer gives each transaction another session.
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

  /** Of a server, not of a file; whatever else an address holds is behind its host. */
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
    if (settings.address().startsWith(POSTGRESQL) && !keys.contains(lower(SOCKET_TIMEOUT))) {
      connection.setNetworkTimeout(Runnable::run, SOCKET_MILLIS);
    }
    return connection;
  }

  /** Returns what the driver is told beside the URL. */
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
