// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Database;
import io.xfootprint.database.Fault;
import io.xfootprint.ledger.Statement;
import io.xfootprint.meter.DaemonThreads;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the store in a daemon thread, so that callers wait for a limited time. The thread ends when
 * nobody asks. Safe for use by many threads.
 */
final class StoreReader {

  /** A reading takes some 100 ms. After this time readers would rather have a part of a page. */
  private static final long PATIENCE_SECONDS = 2;

  /** How long the connection is kept after an answer: a page in a browser asks again. */
  private static final long IDLE_SECONDS = 30;

  private static final int MORE_TRIES = 2;

  private final Database database;
  private final TotalsHistory history;
  private final Supplier<Statement> stored;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, new DaemonThreads("x-footprint-reader"));

  /** The task that gives the connection back; only the thread uses this field. */
  private @Nullable Future<?> rest;

  /**
   * Creates a reader, which connects when it is asked.
   *
   * @param stored what this process has stored: another object after each write
   */
  StoreReader(Database database, TotalsHistory history, Supplier<Statement> stored) {
    this.database = database;
    this.history = history;
    this.stored = stored;
    thread.setKeepAliveTime(1, TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Returns the answer, and what it holds of this process. */
  <T> StoreReading<T> read(StoreReading.Question<T> question) throws StoreException {
    Future<StoreReading<T>> answer;
    try {
      // Without memory for a thread, a question that is queued first would stay in the queue.
      thread.prestartCoreThread();
      answer = thread.submit(() -> readAndRest(question));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // The reader is closed, or there is no memory for its thread.
      throw new StoreException(Fault.SLOW);
    }
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      // An interrupt would close files of H2.
      answer.cancel(false);
      throw new StoreException(Fault.SLOW);
    } catch (InterruptedException e) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      throw new StoreException(Fault.SLOW);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StoreException known ? known : new StoreException(Fault.OTHER);
    }
  }

  private <T> StoreReading<T> readAndRest(StoreReading.Question<T> question) throws StoreException {
    if (rest != null) {
      rest.cancel(false);
    }
    try {
      return readBetweenWrites(question);
    } finally {
      rest = restLater();
    }
  }

  private @Nullable Future<?> restLater() {
    try {
      return thread.schedule(history::close, IDLE_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      // The reader is being closed, which closes the connection.
      return null;
    }
  }

  /** A write in between would be missing in the answer, or be in both. */
  @SuppressWarnings("ReferenceEquality")
  private <T> StoreReading<T> readBetweenWrites(StoreReading.Question<T> question)
      throws StoreException {
    Statement before = stored.get();
    T answer = question.ask(history);
    for (int i = 0; i < MORE_TRIES && before != stored.get(); i++) {
      before = stored.get();
      answer = question.ask(history);
    }
    return new StoreReading<>(answer, before);
  }

  /** Closes the connection, and ends a wait for the database. */
  void close() {
    thread.shutdown();
    thread.getQueue().clear();
    try {
      if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
        database.abort();
      }
    } catch (InterruptedException e) {
      database.abort();
      Thread.currentThread().interrupt();
    }
    history.close();
  }
}
