// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.meter.Segment;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/** Charges the work of the application's listener to its request. */
final class MeasuredAsyncListener implements AsyncListener {

  private final AsyncListener listener;
  private final Exchange exchange;

  MeasuredAsyncListener(AsyncListener listener, Exchange exchange) {
    this.listener = listener;
    this.exchange = exchange;
  }

  @Override
  public void onComplete(AsyncEvent event) throws IOException {
    try (Segment segment = exchange.account().open()) {
      listener.onComplete(event);
    }
  }

  /** The listener may complete the answer through the event, past our context. */
  @Override
  public void onTimeout(AsyncEvent event) throws IOException {
    try (Segment segment = exchange.account().open()) {
      exchange.beforeListener();
      listener.onTimeout(event);
    }
  }

  @Override
  public void onError(AsyncEvent event) throws IOException {
    try (Segment segment = exchange.account().open()) {
      exchange.beforeListener();
      listener.onError(event);
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) throws IOException {
    try (Segment segment = exchange.account().open()) {
      listener.onStartAsync(event);
    }
  }
}
