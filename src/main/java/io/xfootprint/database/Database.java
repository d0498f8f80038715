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
 * Runs transactions, one at a time. Keeps a connection between them, unless a pool does.
 *
 * <p>For use by one thread. Any thread may call {@link #abort}.
 */
public final class Database implements AutoCloseable {

  /** SQL states of a transaction that lost a race. A second try finds things as they should be. */
  private static final Set<String> LOST_RACES = Set.of("23505", "40001", "40P01");

  /**
   * The longest idle time after which a remote connection is used without a check. Networks drop
   * idle connections: firewalls after minutes (350 s at one cloud), some proxies after 30 s.
   * Sending on a dropped one waits until its socket times out.
   */
  private static final Duration TRUSTED_IDLE = Duration.ofSeconds(5);

  /** Leaves time to open another connection within the 2 s that a reader has. */
  private static final int VALIDATION_SECONDS = 1;

  private static final int MAX_CAUSES = 10;

  private final ConnectionSource connections;
  private final LongSupplier nanoTime;
  private volatile @Nullable Connection connection;
  private long usedNanoTime;

  /** The mode in which the pool gets the connection back. */
  private boolean commitsByItself;

  private volatile boolean aborted;

  /** Creates a database without a connection. */
  public Database(ConnectionSource connections) {
    this(connections, System::nanoTime);
  }

  /**
   * Creates a database without a connection.
   *
   * @param nanoTime a clock in ns that never goes back
   */
  public Database(ConnectionSource connections, LongSupplier nanoTime) {
    this.connections = connections;
    this.nanoTime = nanoTime;
  }

  /** Reports a commit without an answer, so that nobody knows whether it was done. */
  public static final class CommitInDoubtException extends SQLException {

    private static final long serialVersionUID = 1L;

    public CommitInDoubtException(SQLException cause) {
      super(cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), cause);
    }
  }

  /** The work of a transaction. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T run(Transaction session) throws SQLException;
  }

  /**
   * Runs some work, commits it and returns its result. Tries once more if a second try can help.
   */
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
   * Returns whether the connection was ended, for example by a restart of the server, so that a new
   * one may work. A silent server does not count: it would be silent on the next connection too.
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
      // An abort from here on finds the connection.
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
      // The connection is closed next, which rolls back too. The caller gets the first failure.
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
        // Nobody will use it again, open or closed.
      }
    }
  }

  /** Ends every wait for the database, now and later. */
  public void abort() {
    aborted = true;
    Connection current = connection;
    if (current != null) {
      try {
        current.abort(Runnable::run);
      } catch (SQLException | RuntimeException e) {
        // The driver does not support it. The waiting thread is a daemon and cannot hold up the
        // JVM.
      }
    }
  }
}
