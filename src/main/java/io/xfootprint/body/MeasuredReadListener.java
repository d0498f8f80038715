// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import io.xfootprint.RequestAccount;
import io.xfootprint.meter.Segment;
import jakarta.servlet.ReadListener;
import java.io.IOException;

/**
 * The application's listener for a request's body, whose work is charged to its request.
 *
 * <p>The container calls it on any of its threads, mostly after the pass that registered it has
 * ended. So each call opens a segment of its own, which changes nothing inside a pass of the same
 * request.
 */
final class MeasuredReadListener implements ReadListener {

  private final ReadListener listener;
  private final RequestAccount account;

  MeasuredReadListener(ReadListener listener, RequestAccount account) {
    this.listener = listener;
    this.account = account;
  }

  @Override
  public void onDataAvailable() throws IOException {
    try (Segment segment = account.open()) {
      listener.onDataAvailable();
    }
  }

  @Override
  public void onAllDataRead() throws IOException {
    try (Segment segment = account.open()) {
      listener.onAllDataRead();
    }
  }

  @Override
  public void onError(Throwable failure) {
    try (Segment segment = account.open()) {
      listener.onError(failure);
    }
  }
}
