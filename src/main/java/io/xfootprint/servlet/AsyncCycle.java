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
 * a dispatch. A thread of ours claims the response before it touches it, and releases it
 * afterwards; the end of the cycle waits for that moment.
 */
final class AsyncCycle implements AsyncListener {

  /** What a request does at the turns of its cycle. */
  interface Listener {

    /** Called before the application completes the answer, by the thread that has claimed it. */
    void beforeComplete();

    /** Called when the container answers because nobody else has in time. */
    void timedOut();

    /** Called when a dispatched request has come back past the filter. */
    void passMissed();
  }

  private static final Logger log = LoggerFactory.getLogger(AsyncCycle.class);

  private static final AtomicIntegerFieldUpdater<AsyncCycle> STATE =
      AtomicIntegerFieldUpdater.newUpdater(AsyncCycle.class, "state");

  /** The application has the response, on whatever thread. */
  private static final int GIVEN = 0;

  /** One thread sets headers; others must not. */
  private static final int CLAIMED = 1;

  /** The container has taken the response back: a timeout, an error. */
  private static final int TAKEN_BACK = 2;

  /** The request is over, or its next pass has begun. */
  private static final int ENDED = 3;

  /** A claim lasts for 2 us. This many yields take longer, and no end waits for ever. */
  private static final int MOST_YIELDS = 10_000;

  /**
   * Null when the cycle is over: Open Liberty and WildFly keep the listeners of an answered request
   * until it would have timed out.
   */
  private @Nullable Listener listener;

  private final AsyncContext context;

  private volatile int state = GIVEN;

  /** The container's thread where it answers itself, or has a listener of the application do so. */
  private volatile @Nullable Thread answering;

  private volatile boolean dispatched;

  /** Set by the container's thread alone. */
  private boolean listening;

  AsyncCycle(Listener listener, AsyncContext context) {
    this.listener = listener;
    this.context = context;
  }

  /** Claims the response for a moment; returns false where it must not be touched. */
  boolean claim() {
    return STATE.compareAndSet(this, GIVEN, CLAIMED) || isAnsweredHere();
  }

  /** Sets the headers for the last time, before the application completes the answer. */
  void beforeComplete() {
    awaitRelease();
    Listener own = listener;
    if (own != null && !dispatched && claim()) {
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

  /** Gives a claim back. */
  void release() {
    STATE.compareAndSet(this, CLAIMED, GIVEN);
  }

  /** Returns whether nothing of ours may touch the response from this thread. */
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

  private void takeBack() {
    awaitRelease();
    if (!STATE.compareAndSet(this, GIVEN, TAKEN_BACK)) {
      STATE.compareAndSet(this, CLAIMED, TAKEN_BACK);
    }
  }

  /** Yields, as the other thread may need this one's processor to come to its end. */
  @SuppressWarnings("ThreadPriorityCheck")
  private void awaitRelease() {
    for (int i = 0; i < MOST_YIELDS && state == CLAIMED; i++) {
      Thread.yield();
    }
  }

  /**
   * Begins a listener of the application's that the container calls on a timeout or an error.
   *
   * @return the thread to hand to {@link #endListener}
   */
  @Nullable Thread beginListener() {
    takeBack();
    Thread before = answering;
    answering = Thread.currentThread();
    return before;
  }

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
   * @param mayListen whether to listen for the end after an exception too: on some containers the
   *     presence of a listener changes the answer to the exception
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

  /** Listens for the end; called on the container's thread, before the pass is over. */
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
   * The application's own listeners come first: a timeout that none of them answers is a failure.
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

  /** The container forgets its listeners here; the new cycle has its own. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    reportMissingPass();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    reportMissingPass();
    end();
  }

  private void reportMissingPass() {
    Listener own = listener;
    if (own != null && awaitsPass()) {
      own.passMissed();
    }
  }
}
