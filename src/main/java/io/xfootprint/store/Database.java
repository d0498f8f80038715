// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions, one at a time, and keeps a connection between them where nobody else does.
 *
 * <p>For use by one thread; {@link #abort} by any.
 */
final class Database implements AutoCloseable {

  /** States of those that lost a race: they find things as they should be at their second try. */
  private static final Set<String> LOST_RACES = Set.of("23505", "40001", "40P01");

  private final Connections connections;
  private volatile @Nullable Connection connection;

  /** What a pool is to get back. */
  private boolean commitsByItself;

  private volatile boolean aborted;

  Database(Connections connections) {
    this.connections = connections;
  }

  /** What is done in a transaction. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T run(Session session) throws SQLException;
  }

  /** Returns what the work returns, when it is committed. */
  <T extends @Nullable Object> T transaction(Work<T> work) throws SQLException {
    try {
      return attempt(work);
    } catch (SQLException e) {
      if (!LOST_RACES.contains(String.valueOf(e.getSQLState()))) {
        throw e;
      }
      return attempt(work);
    }
  }

  private <T extends @Nullable Object> T attempt(Work<T> work) throws SQLException {
    Connection current = connection;
    if (current == null) {
      requireNotAborted();
      current = connections.open();
      connection = current;
    }
    boolean done = false;
    try {
      // Whoever aborts from now on finds the connection.
      requireNotAborted();
      commitsByItself = current.getAutoCommit();
      current.setAutoCommit(false);
      T result = work.run(new Session(current));
      commit(current);
      done = true;
      return result;
    } finally {
      if (!done) {
        rollback(current);
      }
      if (!done || connections.isPool()) {
        close();
      }
    }
  }

  private void requireNotAborted() throws SQLException {
    if (aborted) {
      throw new SQLException("the application is being stopped", "57014");
    }
  }

  private static void commit(Connection connection) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw LOST_RACES.contains(String.valueOf(e.getSQLState()))
          ? e
          : new CommitInDoubtException(e);
    }
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // It is closed next, which rolls back too; what had failed is told.
    }
  }

  /** Closes the connection; the next transaction opens another one. */
  @Override
  public void close() {
    Connection current = connection;
    connection = null;
    if (current != null) {
      try (current) {
        if (connections.isPool()) {
          current.setAutoCommit(commitsByItself);
        }
      } catch (SQLException e) {
        // It is of no use any more, open or closed.
      }
    }
  }

  /** Ends whatever waits for the database, for good. */
  void abort() {
    aborted = true;
    Connection current = connection;
    if (current != null) {
      try {
        current.abort(Runnable::run);
      } catch (SQLException | RuntimeException e) {
        // The driver cannot; the thread is a daemon.
      }
    }
  }
}
