// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.host.ContainerLimits;
import io.xfootprint.host.Host;
import io.xfootprint.host.HostProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is held of the machine at the moment: the limits of a container may change while it runs, as
 * where Kubernetes resizes a pod in place.
 *
 * <p>{@link #renew()} is for one thread; {@link #reservation()} for any.
 */
final class Held {

  private static final Logger log = LoggerFactory.getLogger(Held.class);

  private final HostProbe probe;
  private final boolean virtual;
  private Host host;
  private volatile HeldResources reservation;

  /** Starts with what the model says, and follows the machine from here. */
  Held(HostProbe probe, MachineProfile model) {
    this.probe = probe;
    virtual = model.virtual();
    host = probe.host();
    reservation = model.reservation();
  }

  HeldResources reservation() {
    return reservation;
  }

  /** Looks at the limits again. */
  void renew() {
    ContainerLimits given = probe.allotment(host);
    if (given.isSameAs(host.allotment())) {
      return;
    }
    host = host.with(given);
    HeldResources before = reservation;
    reservation = HeldResources.of(host, virtual);
    log.info(
        "The limits of this process were changed: it holds {} now, {} before", reservation, before);
  }
}
