// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.StoreSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what is wrong with the store when that changes, and is silent in between.
 *
 * <p>Exceptions themselves are never logged: drivers write URLs into their messages, and passwords
 * stand in URLs. For use by one thread.
 */
final class FaultLog {

  private static final int MAX_MESSAGE = 200;

  private static final Logger log = LoggerFactory.getLogger(FaultLog.class);

  private final String store;
  private final Secrets secrets;

  private @Nullable Fault current;

  FaultLog(StoreSettings settings) {
    store = settings.toString();
    secrets = Secrets.of(settings);
  }

  /** Tells of a failure, unless it is the one that was told last. */
  void failed(Throwable failure) {
    Fault fault = Fault.of(failure);
    if (fault != current) {
      current = fault;
      log.warn(
          "The store {} {} ({}). Requests go on; totals are kept in memory, and stored as soon as"
              + " it works again",
          store,
          fault.text(),
          message(failure));
    }
  }

  /** Tells that it works, if that is news. */
  void works() {
    if (current != null) {
      current = null;
      log.info("The store {} works again", store);
    }
  }

  /** Tells what is lost, as there is no time left. */
  void lost(String what) {
    log.warn("The store {} has not taken the last totals: {} are lost", store, what);
  }

  /** Returns what a driver says, on one line, without secrets. */
  String message(Throwable failure) {
    String text = secrets.hide(String.valueOf(failure.getMessage()));
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() > MAX_MESSAGE ? line.substring(0, MAX_MESSAGE) + "..." : line;
  }
}
