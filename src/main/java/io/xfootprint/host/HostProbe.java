// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.OptionalLong;

/** Looks at the machine. Implementations never throw; they may block for some 100 ms. */
public interface HostProbe {

  /** Returns the machine, as much as is known of it. */
  Host host();

  /**
   * Returns what the process is given by now of a machine that was found, as the limits of a
   * container may change while it runs. What cannot be read at the moment is as it was. Reads some
   * small files, so it is for once per window.
   */
  default ContainerLimits allotment(Host found) {
    return found.allotment();
  }

  /**
   * Returns the share of the machine's CPU time that was busy since the last call, from 0 to 1; NaN
   * if unknown, as on the first call. For use by one thread.
   */
  double busyShare();

  /**
   * Returns the memory in bytes that this process holds now; empty if unknown. Takes some 0.2 ms,
   * so it is for once per window.
   */
  default OptionalLong residentBytes() {
    return OptionalLong.empty();
  }

  /** Returns a probe of the machine that this process runs on. */
  static HostProbe ofMachine() {
    return OshiHostProbe.create();
  }
}
