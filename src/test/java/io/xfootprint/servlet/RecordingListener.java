// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import java.util.ArrayList;
import java.util.List;

/** Keeps the names of what an {@link AsyncCycle} has called. */
final class RecordingListener implements AsyncCycle.Listener {

  private final List<String> calls = new ArrayList<>();

  @Override
  public void beforeComplete() {
    calls.add("beforeComplete");
  }

  @Override
  public void endedByContainer() {
    calls.add("endedByContainer");
  }

  @Override
  public void timedOut() {
    calls.add("timedOut");
  }

  @Override
  public void passMissed() {
    calls.add("passMissed");
  }

  List<String> calls() {
    return calls;
  }
}
