// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import io.xfootprint.RequestAccount;
import io.xfootprint.meter.Segment;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * The application's listener for an answer's body, whose work is charged to its request, as {@link
 * MeasuredReadListener} does for reading.
 */
final class MeasuredWriteListener implements WriteListener {

  private final WriteListener listener;
  private final RequestAccount account;

  MeasuredWriteListener(WriteListener listener, RequestAccount account) {
    this.listener = listener;
    this.account = account;
  }

  @Override
  public void onWritePossible() throws IOException {
    try (Segment segment = account.open()) {
      listener.onWritePossible();
    }
  }

  @Override
  public void onError(Throwable failure) {
    try (Segment segment = account.open()) {
      listener.onError(failure);
    }
  }
}
