// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time from one {@code startAsync} to its end, in which a response may belong to any thread.
 *
 * <p>It knows whether the response is still this request's. A container reuses its objects for the
 * next request on the connection, so nothing of ours touches them after a timeout, a completion or
 * a dispatch. A thread acquires the response before it sets headers, and releases it afterwards;
 * the end of the cycle waits for that moment:
 *
 * <pre>{@code
 * WITH_APPLICATION <-> ACQUIRED   tryAcquire, release: a thread sets headers, for about 2 us
 *        |  timeout, error, exception
 *        v
 *    TAKEN_BACK                   only the container's answering thread may touch the response
 *        |  complete or the next pass, from any state
 *        v
 *      ENDED                      nothing of ours may
 * }</pre>
 *
 * <p>Safe for use by many threads, without a lock. It is also our listener at the container: one
 * object for both, as one is made for each asynchronous request.
 */
final class AsyncCycle implements AsyncListener {

  /** A listener for the turns of a cycle: the request. */
  interface Listener {

    /** Called before the application completes the answer, by the thread that has acquired it. */
    void beforeComplete();

    /** Called on the container's thread, when it answers because nobody else has in time. */
    void timedOut();

    /**
     * Called on the container's thread, when an answer is over that the application has not
     * completed. The response must not be touched.
     */
    void endedByContainer();

    /** Called when a dispatched request has come back past the filter. */
    void passMissed();
  }

  private static final Logger log = LoggerFactory.getLogger(AsyncCycle.class);

  private static final AtomicIntegerFieldUpdater<AsyncCycle> STATE =
      AtomicIntegerFieldUpdater.newUpdater(AsyncCycle.class, "state");

  /** The application has the response, on any of its threads. */
  private static final int WITH_APPLICATION = 0;

  /** One thread sets headers; others must not. */
  private static final int ACQUIRED = 1;

  /** The container has the response back: after a timeout, an error or an exception. */
  private static final int TAKEN_BACK = 2;

  /** The request is over, or its next pass has begun. */
  private static final int ENDED = 3;

  /** Setting headers takes 2 us. This many yields take longer, and no end waits for ever. */
  private static final int MOST_YIELDS = 10_000;

  /**
   * Null when the cycle is over: Open Liberty and WildFly keep the listeners of an answered request
   * until it would have timed out, by default for 30 s, and with them all that they refer to.
   */
  private @Nullable Listener listener;

  private final AsyncContext context;

  private volatile int state = WITH_APPLICATION;

  /**
   * The container's thread while it answers by itself, or has a listener of the application do so:
   * the one thread that may touch a response that was taken back. Null at other times.
   */
  private volatile @Nullable Thread answering;

  /** Whether the application has called {@code dispatch}. */
  private volatile boolean dispatched;

  /** Whether the container has this as a listener; used by its thread alone. */
  private boolean listening;

  /**
   * Creates a cycle that has just begun.
   *
   * @param listener the request
   * @param context the container's, which it has just handed out
   */
  AsyncCycle(Listener listener, AsyncContext context) {
    this.listener = listener;
    this.context = context;
  }

  /**
   * Acquires the response for the calling thread, without waiting. If it succeeds, {@link
   * #release()} must follow.
   *
   * @return whether the thread may touch the response
   */
  boolean tryAcquire() {
    return STATE.compareAndSet(this, WITH_APPLICATION, ACQUIRED) || isAnsweredHere();
  }

  /**
   * Sets the headers for the last time, before the application completes the answer. Does nothing
   * in a cycle that is over or dispatched.
   */
  void beforeComplete() {
    awaitRelease();
    Listener own = listener;
    if (own != null && !dispatched && tryAcquire()) {
      try {
        own.beforeComplete();
      } finally {
        forget();
      }
    }
  }

  private boolean isAnsweredHere() {
    return state == TAKEN_BACK && answering == Thread.currentThread();
  }

  /** Ends what {@link #tryAcquire()} began. */
  void release() {
    // Not a plain write: a timeout may have taken the response back in between.
    STATE.compareAndSet(this, ACQUIRED, WITH_APPLICATION);
  }

  /** Returns whether nothing of ours may touch the response on the calling thread. */
  boolean isOver() {
    int now = state;
    return now == ENDED || (now == TAKEN_BACK && !isAnsweredHere());
  }

  /** Notes that the answer is completed, or that another pass begins. */
  void end() {
    awaitRelease();
    forget();
  }

  private void forget() {
    state = ENDED;
    listener = null;
  }

  /** Gives the response back to the container, unless the cycle has ended. */
  private void takeBack() {
    awaitRelease();
    if (!STATE.compareAndSet(this, WITH_APPLICATION, TAKEN_BACK)) {
      // The other thread was stopped for long; the container does not wait for it.
      STATE.compareAndSet(this, ACQUIRED, TAKEN_BACK);
    }
  }

  /**
   * Waits until no thread sets headers, for a short time at most. Yields and does not spin, as the
   * other thread may need this one's processor to come to its end.
   */
  @SuppressWarnings("ThreadPriorityCheck")
  private void awaitRelease() {
    for (int i = 0; i < MOST_YIELDS && state == ACQUIRED; i++) {
      Thread.yield();
    }
  }

  /**
   * Begins a call of a listener of the application, which the container makes after a timeout or an
   * error. The listener may answer, so its thread may touch the response.
   *
   * @return the thread that answered before, to hand to {@link #endListener}; null if there was
   *     none
   */
  @Nullable Thread beginListener() {
    takeBack();
    Thread before = answering;
    answering = Thread.currentThread();
    return before;
  }

  /** Ends a call of a listener of the application. */
  void endListener(@Nullable Thread before) {
    answering = before;
  }

  /** Notes that the application is about to dispatch the request. */
  void beforeDispatch() {
    dispatched = true;
  }

  /** Notes that the container has refused to dispatch it. */
  void notDispatched() {
    dispatched = false;
  }

  /** Returns whether the request was dispatched, and no pass of it has begun since. */
  boolean awaitsPass() {
    return dispatched && state != ENDED;
  }

  /**
   * Ends the pass that started this. After an exception the container answers, Undertow through our
   * wrapper, on the same thread.
   *
   * @param completed whether no exception has ended it
   * @param mayListen whether to listen for the end after an exception too. On Jetty a listener
   *     changes the answer to it: without one there is the page of a timeout, with one the page of
   *     the exception
   */
  void endPass(boolean completed, boolean mayListen) {
    if (!completed) {
      takeBack();
      if (mayListen) {
        answering = Thread.currentThread();
      }
    }
    if (completed || mayListen) {
      listen();
    }
  }

  /**
   * Listens for the end. Called on the container's thread before the pass is over, when a container
   * still takes listeners.
   */
  void listen() {
    if (!listening) {
      listening = true;
      try {
        context.addListener(this);
      } catch (RuntimeException e) {
        // Another thread has completed or dispatched it, through our context.
        log.debug("The end of an asynchronous request cannot be observed", e);
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Ours is registered after the application's listeners. If none of them has completed or
   * dispatched the request, the container answers, and the timeout is a failure.
   */
  @Override
  public void onTimeout(AsyncEvent event) {
    takeBack();
    Listener own = listener;
    if (own != null && state == TAKEN_BACK && !dispatched) {
      own.timedOut();
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    takeBack();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The container forgets its listeners here. This one does not register itself again, as the
   * new cycle has its own: with both, Undertow called it six times for four dispatches.
   */
  @Override
  public void onStartAsync(AsyncEvent event) {
    reportMissingPass();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    Listener own = listener;
    if (own != null && !dispatched) {
      own.endedByContainer();
    }
    reportMissingPass();
    end();
  }

  /** Reports a request that was dispatched, and has come this far without a pass of ours. */
  private void reportMissingPass() {
    Listener own = listener;
    if (own != null && awaitsPass()) {
      own.passMissed();
    }
  }
}
