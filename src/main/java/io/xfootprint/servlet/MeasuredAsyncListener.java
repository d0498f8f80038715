// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.RequestAccount;
import io.xfootprint.meter.Segment;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/**
 * The application's listener of an asynchronous request, whose work is charged to that request.
 *
 * <p>The container calls it on a thread of its own, outside of any pass, so each call opens a
 * segment. It gets events with our context in place of the container's: what it completes by that,
 * or starts, is followed as everywhere else.
 */
final class MeasuredAsyncListener implements AsyncListener {

  private final AsyncListener listener;
  private final FootprintAsyncContext context;
  private final RequestAccount account;

  /**
   * Creates a listener.
   *
   * @param listener the application's
   * @param context through which it was registered
   */
  MeasuredAsyncListener(
      AsyncListener listener, FootprintAsyncContext context, RequestAccount account) {
    this.listener = listener;
    this.context = context;
    this.account = account;
  }

  /** Returns the same event, with our context and request in place of the container's. */
  private AsyncEvent ours(AsyncEvent event) {
    return new AsyncEvent(
        context.inPlaceOf(event.getAsyncContext()),
        context.inPlaceOf(event.getSuppliedRequest()),
        event.getSuppliedResponse(),
        event.getThrowable());
  }

  @Override
  public void onComplete(AsyncEvent event) throws IOException {
    try (Segment segment = account.open()) {
      listener.onComplete(ours(event));
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>No header is set here, as another thread of the application may be writing the same answer.
   * Those of {@code startAsync} are there, and what the listener writes sets them again.
   */
  @Override
  public void onTimeout(AsyncEvent event) throws IOException {
    AsyncCycle cycle = context.currentCycle();
    Thread before = cycle.beginListener();
    try (Segment segment = account.open()) {
      listener.onTimeout(ours(event));
    } finally {
      cycle.endListener(before);
    }
  }

  @Override
  public void onError(AsyncEvent event) throws IOException {
    AsyncCycle cycle = context.currentCycle();
    Thread before = cycle.beginListener();
    try (Segment segment = account.open()) {
      listener.onError(ours(event));
    } finally {
      cycle.endListener(before);
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) throws IOException {
    try (Segment segment = account.open()) {
      listener.onStartAsync(ours(event));
    }
  }
}
