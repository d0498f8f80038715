// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The container's response, for as long as it is that of one request.
 *
 * <p>A container reuses its objects for the next request on the connection, while a thread of the
 * application may still have our wrapper. So all our code that touches the response asks here, and
 * nothing is done once the request is over.
 */
final class OwnResponse {

  // Set without a fence, which would cost each request 5 ns: others may see it a moment later.
  private static final AtomicIntegerFieldUpdater<OwnResponse> OVER =
      AtomicIntegerFieldUpdater.newUpdater(OwnResponse.class, "over");

  private static final int NO = 0;
  private static final int YES = 1;

  /** Inside our wrapper, which would take headers set on itself for the application's. */
  private @Nullable HttpServletResponse response;

  /** Begun by the last {@code startAsync}; null in a pass that has not called it. */
  private volatile @Nullable AsyncCycle cycle;

  /** Whether no pass is under way; read while there is no cycle. */
  private volatile int over = NO;

  /** The container's thread in the last pass. */
  private @Nullable Thread passThread;

  /** Whether a dispatch came back past the filter. */
  private volatile boolean passMissed;

  /** Whether only that thread may touch the response, as one that has lost it may still write. */
  private boolean contested;

  /** Sets the response inside our wrapper in the pass that begins. */
  void set(HttpServletResponse unwrapped) {
    response = unwrapped;
  }

  /** Returns the response inside our wrapper; null where there is no wrapper. */
  @Nullable HttpServletResponse get() {
    return response;
  }

  /** Begins a pass: the response is the container's again. */
  void beginPass(DispatcherType pass) {
    AsyncCycle before = cycle;
    if (before != null) {
      before.end();
      cycle = null;
      contested = pass == DispatcherType.ERROR;
    }
    passThread = Thread.currentThread();
    OVER.lazySet(this, NO);
  }

  /** Gives the response to the application's threads. */
  void give(AsyncCycle next) {
    AsyncCycle before = cycle;
    if (before != null) {
      before.end();
    }
    cycle = next;
  }

  /** Returns what the last {@code startAsync} began; null in a pass that has not called it. */
  @Nullable AsyncCycle cycle() {
    return cycle;
  }

  /** Notes that a dispatch came back past the filter. */
  void passMissed() {
    passMissed = true;
  }

  /** Returns whether work of the request goes past the filter, where nothing measures it. */
  boolean lacksPass() {
    AsyncCycle async = cycle;
    return passMissed || (async != null && async.awaitsPass());
  }

  /** Ends a pass. From here on nothing of ours touches the response, unless it was given away. */
  void endPass(boolean completed) {
    if (completed) {
      OVER.lazySet(this, YES);
    } else {
      // Undertow writes its page through our wrapper, on the same thread.
      contested = true;
    }
  }

  /** Returns whether the calling thread is the container's in the last pass. */
  boolean isPassThread() {
    return passThread == Thread.currentThread();
  }

  /**
   * Runs an action on the response, if that is not committed and still this request's. Returns
   * whether it did.
   */
  <T> boolean touch(T actor, BiConsumer<T, HttpServletResponse> action) {
    HttpServletResponse own = response;
    AsyncCycle async = cycle;
    if (own == null || (async == null ? isOverHere() : !async.claim())) {
      return false;
    }
    try {
      if (own.isCommitted()) {
        return false;
      }
      action.accept(actor, own);
      return true;
    } finally {
      if (async != null) {
        async.release();
      }
    }
  }

  /** Returns whether nothing of ours may touch the response, on this thread. */
  boolean isOver() {
    AsyncCycle async = cycle;
    return async == null ? isOverHere() : async.isOver();
  }

  private boolean isOverHere() {
    return over == YES || (contested && !isPassThread());
  }
}
