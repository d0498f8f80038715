// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.RequestAccount;
import io.xfootprint.meter.Segment;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/**
 * The application's listener, whose work is charged to its request. It gets events with our
 * context, through which it may complete the answer or register itself again.
 */
final class MeasuredAsyncListener implements AsyncListener {

  private final AsyncListener listener;
  private final FootprintAsyncContext context;
  private final RequestAccount account;

  MeasuredAsyncListener(
      AsyncListener listener, FootprintAsyncContext context, RequestAccount account) {
    this.listener = listener;
    this.context = context;
    this.account = account;
  }

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

  /** No header is set here, as the application's own thread may be writing the same answer. */
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
