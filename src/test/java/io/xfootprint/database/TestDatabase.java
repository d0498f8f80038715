// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import io.xfootprint.settings.StoreSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that totals are kept in, real ones, each empty for whoever asks. */
public enum TestDatabase {
  H2 {
    @Override
    public StoreSettings empty() {
      // It lives until it is dropped, with connections or without.
      return settings("jdbc:h2:mem:t" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
    }

    @Override
    public void drop(StoreSettings empty) throws SQLException {
      try (ConnectionSource connections = ConnectionSource.of(empty);
          Connection connection = connections.open();
          Statement statement = connection.createStatement()) {
        statement.execute("SHUTDOWN");
      }
    }
  },
  POSTGRES {
    @Override
    public StoreSettings empty() throws SQLException {
      String schema = "t" + COUNT.incrementAndGet();
      inPostgres("CREATE SCHEMA " + schema);
      return settings(Server.ONE.getJdbcUrl("postgres", "postgres") + SCHEMA_PARAMETER + schema);
    }

    @Override
    public void drop(StoreSettings empty) throws SQLException {
      inPostgres("DROP SCHEMA " + schema(empty) + " CASCADE");
    }
  };

  /** Who must give a password to PostgreSQL; all others are let in without. */
  public static final String ROLE_WITH_PASSWORD = "careful";

  private static final String SCHEMA_PARAMETER = "&currentSchema=";
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Started when it is first asked for, and stopped with this JVM. */
  private static final class Server {

    static final EmbeddedPostgres ONE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setDataDirectoryCustomizer(Server::askForPassword)
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void askForPassword(File folder) {
      Path rules = folder.toPath().resolve("pg_hba.conf");
      try {
        // The first that fits holds.
        Files.writeString(
            rules,
            "host all %s all scram-sha-256\n".formatted(ROLE_WITH_PASSWORD)
                + Files.readString(rules));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns an empty database without any table. */
  public abstract StoreSettings empty() throws SQLException;

  /** Ends a database, with all that it holds. */
  public abstract void drop(StoreSettings empty) throws SQLException;

  public static StoreSettings settings(String url) {
    return new StoreSettings(url, "", "", Duration.ofSeconds(10), Duration.ZERO, "");
  }

  /** Returns the name of the schema of PostgreSQL that such settings are for. */
  public static String schema(StoreSettings postgres) {
    String url = postgres.address();
    return url.substring(url.indexOf(SCHEMA_PARAMETER) + SCHEMA_PARAMETER.length());
  }

  /** Executes what takes the rights of the owner. */
  static void inPostgres(String sql) throws SQLException {
    try (Connection connection = Server.ONE.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
