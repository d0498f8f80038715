// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.StoreSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that totals are kept in, real ones, each empty for whoever asks. */
enum TestDatabase {
  H2 {
    @Override
    StoreSettings empty() {
      // It lives as long as this JVM, with connections or without.
      return settings("jdbc:h2:mem:t" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
    }
  },
  POSTGRES {
    @Override
    StoreSettings empty() throws SQLException {
      String schema = "t" + COUNT.incrementAndGet();
      try (Connection connection = Server.ONE.getPostgresDatabase().getConnection()) {
        connection.createStatement().execute("CREATE SCHEMA " + schema);
      }
      return settings(Server.ONE.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema);
    }
  };

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Started when it is first asked for, and stopped with this JVM. */
  private static final class Server {

    static final EmbeddedPostgres ONE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns an empty database without any table. */
  abstract StoreSettings empty() throws SQLException;

  static StoreSettings settings(String url) {
    return new StoreSettings(url, "", "", Duration.ofSeconds(10), Duration.ZERO);
  }
}
