// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A machine that a test describes, with a list of loads to tell one after the other. */
public final class FakeHostProbe implements HostProbe {

  private final Host host;
  private final Deque<Double> busyShares = new ArrayDeque<>();
  private ContainerLimits limits;

  /** Describes the machine; when the list is at its end, the load is unknown. */
  public FakeHostProbe(Host host, Double... busyShares) {
    this.host = host;
    limits = host.limits();
    this.busyShares.addAll(Arrays.asList(busyShares));
  }

  @Override
  public Host host() {
    return host;
  }

  /** Gives the process something else of the machine. */
  public void give(ContainerLimits other) {
    limits = other;
  }

  @Override
  public ContainerLimits limits(Host found) {
    return limits;
  }

  @Override
  public double busyShare() {
    Double next = busyShares.poll();
    return next == null ? Double.NaN : next;
  }
}
