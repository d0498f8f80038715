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
 * nothing is done once the request is over:
 *
 * <pre>{@code
 * beginPass ............... endPass    the thread of the pass may touch it
 * beginCycle, by startAsync .. end     any thread may, one at a time, see AsyncCycle
 * at other times                       no thread may
 * }</pre>
 *
 * <p>{@link #touch}, {@link #isOver} and {@link #lacksPass} may be called by any thread, the rest
 * by that of the pass.
 */
final class OwnResponse {

  // Set without a fence, which would cost each request 5 ns: others may see it a moment later.
  private static final AtomicIntegerFieldUpdater<OwnResponse> OVER =
      AtomicIntegerFieldUpdater.newUpdater(OwnResponse.class, "over");

  private static final int NO = 0;
  private static final int YES = 1;

  /**
   * The response inside our wrapper, which would take headers set on itself for the application's;
   * null before the first pass.
   */
  private @Nullable HttpServletResponse response;

  /** Begun by the last {@code startAsync}; null in a pass that has not called it. */
  private volatile @Nullable AsyncCycle cycle;

  /** Whether no pass is under way; read while there is no cycle. */
  private volatile int over;

  /** The container's thread in the last pass. */
  private @Nullable Thread passThread;

  /** Whether a dispatch came back past the filter, where nothing measures it. */
  private volatile boolean passMissed;

  /**
   * Whether {@link #passThread} alone may touch the response. It is so while the container answers
   * a timeout or an exception: a thread of the application that has lost the response may still
   * write.
   */
  private boolean contested;

  /** Sets the response inside our wrapper in the pass that begins. */
  void set(HttpServletResponse unwrapped) {
    response = unwrapped;
  }

  /** Returns the response inside our wrapper; null where there is no wrapper. */
  @Nullable HttpServletResponse get() {
    return response;
  }

  /** Begins a pass: the response belongs to the calling thread. */
  void beginPass(DispatcherType pass) {
    AsyncCycle before = cycle;
    if (before != null) {
      before.end();
      cycle = null;
      // An ERROR pass behind a cycle answers a timeout or an error. Other threads may not know of
      // it
      // yet. Before an ASYNC pass they have handed the response over themselves.
      contested = pass == DispatcherType.ERROR;
    }
    passThread = Thread.currentThread();
    OVER.lazySet(this, NO);
  }

  /** Begins a cycle: the response belongs to the application's threads. */
  void beginCycle(AsyncCycle next) {
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

  /**
   * Ends a pass. From here on nothing of ours touches the response, unless a cycle goes on.
   *
   * @param completed whether no exception has ended it
   */
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
   * Runs an action on the response, if that is not committed and still this request's.
   *
   * @param actor handed to the action, which then needs no object for what it would capture
   * @return whether the action was run
   */
  <T> boolean touch(T actor, BiConsumer<T, HttpServletResponse> action) {
    HttpServletResponse own = response;
    AsyncCycle async = cycle;
    if (own == null || (async == null ? isOverHere() : !async.tryAcquire())) {
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

  /** Returns whether nothing of ours may touch the response on the calling thread. */
  boolean isOver() {
    AsyncCycle async = cycle;
    return async == null ? isOverHere() : async.isOver();
  }

  private boolean isOverHere() {
    return over == YES || (contested && !isPassThread());
  }
}
