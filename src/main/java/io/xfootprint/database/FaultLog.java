// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import io.xfootprint.database.Database.CommitInDoubtException;
import io.xfootprint.settings.StoreSettings;
import java.sql.BatchUpdateException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failures of the store when they change, and is silent in between.
 *
 * <p>It never logs an exception itself: drivers write URLs into their messages, and URLs contain
 * passwords. For use by one thread.
 */
public final class FaultLog {

  private static final int MAX_MESSAGE = 200;

  private static final Logger log = LoggerFactory.getLogger(FaultLog.class);

  private final String store;
  private final Redactor secrets;

  private @Nullable Fault current;
  private @Nullable Fault ofTidying;
  private volatile String impossible = "";
  private boolean clockReported;
  private volatile boolean ended;

  /** Creates a log for the store of these settings. */
  public FaultLog(StoreSettings settings) {
    store = settings.toString();
    secrets = Redactor.of(settings);
  }

  /** Logs a failure, unless it is of the last logged kind, or the application has ended. */
  public void failed(Throwable failure) {
    Fault fault = Fault.of(failure);
    if (fault == Fault.IMPOSSIBLE) {
      impossible = message(failure);
    }
    if (fault != current && !ended) {
      log.warn("The store {} {} ({}). {}", store, fault.text(), message(failure), outlook(fault));
      current = fault;
    }
  }

  private static String outlook(Fault fault) {
    return switch (fault) {
      // Nearly always the start is refused next, so nothing is said of requests.
      case IMPOSSIBLE -> "No totals can be stored";
      case UNREADABLE ->
          "Requests go on; totals are kept in memory, and lost with this process unless that is"
              + " done before";
      default -> "Requests go on; totals are kept in memory, and stored as soon as it works again";
    };
  }

  /**
   * Logs a failure to merge or delete rows of closed hours, unless it is of the last logged kind.
   */
  public void tidyingFailed(Throwable failure) {
    Fault fault = Fault.of(failure);
    if (fault != ofTidying && !ended) {
      log.warn(
          "Rows of closed hours could not be merged in the store {} ({}). All totals are stored;"
              + " it is tried again within the hour",
          store,
          message(failure));
      ofTidying = fault;
    }
  }

  /** Logs once that nothing is stored until the clock is set. */
  public void waitsForTheClock(Instant now) {
    if (!clockReported) {
      log.warn(
          "The clock says {}, so it is not set yet. Totals are kept in memory, and stored as of"
              + " the hour in which it is",
          now);
      clockReported = true;
    }
  }

  /** Returns why nothing can ever be stored at this address; empty if that is not known. */
  public String impossible() {
    return impossible;
  }

  /** Logs that the store works, if it failed before. */
  public void works() {
    if (current != null) {
      current = null;
      log.info("The store {} works again", store);
    }
  }

  /** Logs what is lost because no time is left. Any thread may call this. */
  public void lost(String what) {
    ended = true;
    log.warn("The store {} has not taken the last totals: {} are lost", store, what);
  }

  /** Returns the reason behind exceptions that only hold the statement, or have no message. */
  private static Throwable cause(Throwable failure) {
    boolean isBatch =
        failure instanceof BatchUpdateException || failure instanceof CommitInDoubtException;
    return isBatch && failure.getCause() != null ? cause(failure.getCause()) : failure;
  }

  /** Returns a driver's message on one line, without secrets. */
  String message(Throwable failure) {
    String text = secrets.hide(String.valueOf(cause(failure).getMessage()));
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() > MAX_MESSAGE ? line.substring(0, MAX_MESSAGE) + "..." : line;
  }
}
