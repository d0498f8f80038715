// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.data.CsvTable;

/** Figures that hold where nothing better is known; each has its row in {@code defaults.csv}. */
public final class Coefficients {

  private Coefficients() {}

  /** Returns the PUE of a data centre of which nothing is known, a ratio. */
  public static double pue() {
    return value("pue-on-premise");
  }

  /** Returns the busy share of a host whose guest cannot see it, from 0 to 1. */
  static double utilisationOfVirtualMachine() {
    return value("utilisation-of-virtual-machine");
  }

  /**
   * Returns the utilisation below which no lower one is told apart: else the first request after a
   * pause would pay for waking the machine.
   */
  static double utilisationFloor() {
    return value("utilisation-floor");
  }

  /**
   * Returns the exponent by which a server's idle power follows the TDP of its processors: with 0
   * not at all, with 1 in proportion.
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

  /** Returns the power in W at the wall of one GB of memory that the servers measured lacked. */
  static double memoryWattsPerGigabyte() {
    return value("memory-watts-per-gb");
  }

  /** Returns the emissions in gCO2e of making one vCPU, for each hour that it is held. */
  public static double embodiedGramsPerCpuHour() {
    return value("embodied-g-per-vcpu-hour");
  }

  /** Returns the CPU time in s that collecting one GB of garbage takes until it is measured. */
  static double gcCpuSecondsPerGigabyte() {
    return value("gc-prior-cpu-seconds-per-gb");
  }

  /** Returns the energy in nJ above which no allocated byte is charged for its collection. */
  static double gcCapNanojoulesPerByte() {
    return value("gc-cap-nanojoules-per-byte");
  }

  /** Returns the factor by which a figure may be wrong for the reason of this name. */
  static double uncertainty(String reason) {
    return value("uncertainty-" + reason);
  }

  private static double value(String name) {
    return CsvTable.read("defaults").find("name", name).orElseThrow().number("value");
  }
}
