// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.host.ContainerLimits;
import io.xfootprint.host.Host;
import io.xfootprint.host.HostProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what is held of the machine. The limits of a container may change while it runs, for
 * example when Kubernetes resizes a pod in place.
 *
 * <p>One thread at a time may call {@link #renew()}, any thread {@link #reservation()}.
 */
final class Held {

  private static final Logger log = LoggerFactory.getLogger(Held.class);

  private final HostProbe probe;
  private final boolean virtual;
  private Host host;
  private volatile HeldResources reservation;

  /** Creates a follower that starts with the profile's reservation. */
  Held(HostProbe probe, MachineProfile profile) {
    this.probe = probe;
    virtual = profile.virtual();
    host = probe.host();
    reservation = profile.reservation();
  }

  HeldResources reservation() {
    return reservation;
  }

  /** Reads the limits again. */
  void renew() {
    ContainerLimits given = probe.allotment(host);
    if (given.isSameAs(host.allotment())) {
      return;
    }
    host = host.with(given);
    HeldResources before = reservation;
    reservation = HeldResources.of(host, virtual);
    log.info(
        "The limits of this process have changed: it holds {} now, {} before", reservation, before);
  }
}
