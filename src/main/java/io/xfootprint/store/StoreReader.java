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
 * Asks the store for those who must not wait for it long: in a daemon thread of its own, which is
 * there while somebody asks. Safe for use by many threads.
 */
final class StoreReader {

  /** Whoever looks at a page would rather have a part of it; a reading takes some 100 ms. */
  private static final long PATIENCE_SECONDS = 2;

  /** For how long its connection is kept after an answer; a page that is looked at asks more. */
  private static final long IDLE_SECONDS = 30;

  private static final int MORE_TRIES = 2;

  private final Database database;
  private final TotalsHistory history;
  private final Supplier<Statement> stored;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, new DaemonThreads("x-footprint-reader"));

  /** Gives the connection back; used by the thread only. */
  private @Nullable Future<?> rest;

  /**
   * Creates a reader; it connects when it is asked.
   *
   * @param stored what this process has stored; each write has sums of its own
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

  /** Returns the answer, and what of this process is in it. */
  <T> StoreReading<T> read(StoreReading.Question<T> question) throws StoreException {
    Future<StoreReading<T>> answer;
    try {
      // Before the question is queued, where it would stay if there is no memory for a thread.
      thread.prestartCoreThread();
      answer = thread.submit(() -> readAndRest(question));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // It is closed, or there is no memory for its thread.
      throw new StoreException(Fault.SLOW);
    }
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      // Without an interrupt, which closes files of H2.
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
      // It is being closed, and does so itself.
      return null;
    }
  }

  /** A write between both would be missing in one of them, or be in both. */
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

  /** Lets go of the database, and of whoever waits for it. */
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
