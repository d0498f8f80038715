// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.host.ContainerLimits;
import io.xfootprint.host.Host;
import io.xfootprint.host.HostProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The present part of the machine that is held for the process, followed from window to window. The
 * limits of a container may change while it runs, for example when Kubernetes resizes a pod in
 * place.
 *
 * <p>One thread at a time may call {@link #renew()}, any thread {@link #held()}.
 */
final class HeldTracker {

  private static final Logger log = LoggerFactory.getLogger(HeldTracker.class);

  private final HostProbe probe;
  private final Machine machine;
  private Host host;
  private volatile HeldResources held;

  /** Creates a tracker that starts with the resources that the profile holds. */
  HeldTracker(HostProbe probe, MachineProfile profile) {
    this.probe = probe;
    machine = profile.machine();
    host = probe.host();
    held = profile.held();
  }

  HeldResources held() {
    return held;
  }

  /**
   * Reads the limits again, and logs a change. Called after a window was costed, so that a new
   * limit holds from the next window on.
   */
  void renew() {
    ContainerLimits given = probe.limits(host);
    if (given.isSameAs(host.limits())) {
      return;
    }
    host = host.with(given);
    HeldResources before = held;
    held = HeldResources.of(host, machine);
    log.info("The limits of this process have changed: it holds {} now, {} before", held, before);
  }
}
