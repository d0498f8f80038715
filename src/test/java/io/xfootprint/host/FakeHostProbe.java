// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** A machine that a test describes, with a list of loads to tell one after the other. */
public final class FakeHostProbe implements HostProbe {

  private final Host host;
  private final Deque<Load> loads = new ArrayDeque<>();
  private ContainerLimits limits;

  /** Describes the machine; when the list is at its end, the load is unknown. */
  public FakeHostProbe(Host host, Double... busyShares) {
    this(host, Stream.of(busyShares).map(Load::of).toList());
  }

  /** Describes the machine with loads that say more than how busy it was. */
  public FakeHostProbe(Host host, List<Load> loads) {
    this.host = host;
    limits = host.limits();
    this.loads.addAll(loads);
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
  public Load load() {
    Load next = loads.poll();
    return next == null ? Load.UNKNOWN : next;
  }
}
