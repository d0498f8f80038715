// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions, one at a time, and keeps a connection between them where nobody else does.
 *
 * <p>For use by one thread; {@link #abort} by any.
 */
public final class Database implements AutoCloseable {

  /** States of those that lost a race: they find things as they should be at their second try. */
  private static final Set<String> LOST_RACES = Set.of("23505", "40001", "40P01");

  /**
   * Networks forget connections that are idle: firewalls after minutes (350 s at one cloud), some
   * proxies after 30 s. Whoever sends on such a one waits until its socket times out.
   */
  private static final Duration TRUSTED_IDLE = Duration.ofSeconds(5);

  /** To see within the 2 s that a reader has that a connection is forgotten, and open another. */
  private static final int VALIDATION_SECONDS = 1;

  private static final int MAX_CAUSES = 10;

  private final ConnectionSource connections;
  private final LongSupplier nanoTime;
  private volatile @Nullable Connection connection;
  private long usedNanoTime;

  /** What a pool is to get back. */
  private boolean commitsByItself;

  private volatile boolean aborted;

  public Database(ConnectionSource connections) {
    this(connections, System::nanoTime);
  }

  /**
   * Creates it without a connection.
   *
   * @param nanoTime a clock in ns that never goes back
   */
  public Database(ConnectionSource connections, LongSupplier nanoTime) {
    this.connections = connections;
    this.nanoTime = nanoTime;
  }

  /** What is done in a transaction. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T run(Transaction session) throws SQLException;
  }

  /** Returns what the work returns, when it is committed. */
  public <T extends @Nullable Object> T transaction(Work<T> work) throws SQLException {
    closeIfForgotten();
    boolean isKept = connection != null;
    try {
      return attempt(work);
    } catch (SQLException e) {
      boolean mayBeDone = e instanceof CommitInDoubtException;
      if (mayBeDone || !(hasLostARace(e) || (isKept && wasCut(e)))) {
        throw e;
      }
      return attempt(work);
    }
  }

  private static boolean hasLostARace(SQLException failure) {
    return LOST_RACES.contains(String.valueOf(failure.getSQLState()));
  }

  /**
   * Tells whether a connection was ended, as by a server that was started again. One that is silent
   * would be so for the next one too.
   */
  public static boolean wasCut(SQLException failure) {
    return Fault.of(failure) == Fault.AWAY && !isSilence(failure);
  }

  private static boolean isSilence(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(MAX_CAUSES)
        .anyMatch(SocketTimeoutException.class::isInstance);
  }

  private void closeIfForgotten() {
    Connection kept = connection;
    if (kept != null
        && connections.isRemote()
        && nanoTime.getAsLong() - usedNanoTime > TRUSTED_IDLE.toNanos()
        && !isValid(kept)) {
      close();
    }
  }

  private static boolean isValid(Connection connection) {
    try {
      return connection.isValid(VALIDATION_SECONDS);
    } catch (SQLException e) {
      return false;
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
      T result = work.run(new Transaction(current));
      commit(current);
      done = true;
      return result;
    } finally {
      usedNanoTime = nanoTime.getAsLong();
      try {
        if (!done) {
          rollback(current);
        }
      } finally {
        if (!done || connections.isPool()) {
          close();
        }
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
      throw hasLostARace(e) ? e : new CommitInDoubtException(e);
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
  public void abort() {
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
