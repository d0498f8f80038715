// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.OptionalLong;

/**
 * A look at the machine that this process runs on: at the start for what stays, and once per window
 * for its load, the memory in use and the limits of a container.
 *
 * <p>Implementations never throw. They may block for some 100 ms when they start, so they are not
 * used for a request.
 */
public interface HostProbe {

  /** Returns the machine, as far as it can be seen. */
  Host host();

  /**
   * Returns the present limits of the process on a machine found before, because the limits of a
   * container may change while it runs. A limit that cannot be read at the moment stays as it was.
   * Reads some small files, so call it once per window.
   */
  default ContainerLimits limits(Host found) {
    return found.limits();
  }

  /**
   * Returns the load of the machine since the last call; unknown at the first call. For use by one
   * thread, because the next call counts from this one.
   */
  Load load();

  /**
   * Returns the memory in bytes that this process holds now, the heap and all else that is
   * resident; empty if unknown. Takes some 0.2 ms, so call it once per window.
   */
  default OptionalLong residentBytes() {
    return OptionalLong.empty();
  }

  /** Returns a probe of the machine that this process runs on. */
  static HostProbe ofMachine() {
    return OshiHostProbe.create();
  }
}
