// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of H2 whose routes cannot be read until they may; one at a time. */
public final class SlowRoutes implements AutoCloseable {

  private static volatile CountDownLatch mayBeRead = new CountDownLatch(0);
  private static final AtomicInteger READINGS = new AtomicInteger();

  private SlowRoutes() {}

  /** Makes the table of routes of a database slow. */
  public static SlowRoutes in(String url) throws SQLException {
    mayBeRead = new CountDownLatch(1);
    READINGS.set(0);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE xfootprint_route RENAME TO real_route");
      statement.execute(
          "CREATE ALIAS may_be_read FOR '%s.mayBeRead'".formatted(SlowRoutes.class.getName()));
      statement.execute(
          "CREATE VIEW xfootprint_route AS SELECT * FROM real_route WHERE may_be_read()");
    }
    return new SlowRoutes();
  }

  /** Called by H2. */
  public static boolean mayBeRead() throws InterruptedException {
    READINGS.incrementAndGet();
    mayBeRead.await();
    return true;
  }

  /** Lets it be read. */
  public void goOn() {
    mayBeRead.countDown();
  }

  /** Returns how often a reading has begun. */
  public int readings() {
    return READINGS.get();
  }

  @Override
  public void close() {
    goOn();
  }
}
