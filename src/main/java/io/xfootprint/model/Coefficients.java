// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.data.CsvTable;

/**
 * The constants of the method, used where nothing better is known: rows of {@code defaults.csv},
 * each with its range and its source.
 *
 * <p>Each call reads the table, so callers keep the value. Constants of procedure, such as how many
 * windows a mean is over, stand in the classes that use them.
 */
public final class Coefficients {

  private Coefficients() {}

  /** Returns the PUE of an unknown data centre, a ratio. */
  public static double pue() {
    return value("pue-on-premise");
  }

  /** Returns the busy share, from 0 to 1, assumed for a host that its guest cannot see. */
  static double utilisationOfVirtualMachine() {
    return value("utilisation-of-virtual-machine");
  }

  /**
   * Returns the least utilisation that the model uses. Without it, the first request after a pause
   * would pay for waking the machine.
   */
  static double utilisationFloor() {
    return value("utilisation-floor");
  }

  /**
   * Returns the exponent by which a server's idle power follows the TDP of its processors: 0 is not
   * at all, 1 is in proportion.
   */
  static double idleTdpExponent() {
    return value("idle-tdp-exponent");
  }

  /**
   * Returns the exponent by which a server's power above idle follows the TDP of its processors.
   */
  static double dynamicTdpExponent() {
    return value("dynamic-tdp-exponent");
  }

  /** Returns the power in W at the wall of one GB of memory beyond that of the servers measured. */
  static double memoryWattsPerGigabyte() {
    return value("memory-watts-per-gb");
  }

  /** Returns the embodied emissions in gCO2e of one vCPU, for each hour that it is held. */
  public static double embodiedGramsPerCpuHour() {
    return value("embodied-g-per-vcpu-hour");
  }

  /** Returns the CPU time in s assumed for collecting one GB of garbage until it is measured. */
  static double gcCpuSecondsPerGigabyte() {
    return value("gc-prior-cpu-seconds-per-gb");
  }

  /**
   * Returns the most energy in nJ that an allocated byte is charged for its collection: about four
   * times the dearest collection measured. It holds back a window with few bytes.
   */
  static double gcCapNanojoulesPerByte() {
    return value("gc-cap-nanojoules-per-byte");
  }

  /**
   * Returns the factor, at least 1, by which a figure may be wrong for a reason, such as {@code
   * virtual}.
   */
  static double uncertainty(String reason) {
    return value("uncertainty-" + reason);
  }

  private static double value(String name) {
    return CsvTable.read("defaults").find("name", name).orElseThrow().number("value");
  }
}
