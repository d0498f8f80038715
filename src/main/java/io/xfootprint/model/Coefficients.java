// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.data.CsvTable;
import io.xfootprint.units.Range;

/**
 * The constants of the method, used where nothing better is known: rows of {@code defaults.csv},
 * each with its range and its source. Constants of procedure, such as how many windows a mean is
 * over, stand in the classes that use them.
 */
public final class Coefficients {

  /** Kept, other than larger tables: the start asks some 20 times for one of its 2 kB. */
  private static final CsvTable DEFAULTS = CsvTable.read("defaults");

  private static final String CPU_SECONDS_ELSEWHERE = "cpu-seconds-elsewhere";

  private Coefficients() {}

  /** Returns the busy share, from 0 to 1, assumed for a host that its guest cannot see. */
  public static double utilisationOfVirtualMachine() {
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
   * Returns the power in W at the wall of an idle server without processors and memory: fans,
   * board, disk and the loss of its power supply.
   */
  static double platformWatts() {
    return value("platform-watts");
  }

  /**
   * Returns the exponent by which the power above idle of a package follows its number of threads,
   * where its TDP is unknown: packages with more cores run each of them slower.
   */
  static double threadsExponent() {
    return value("dynamic-threads-exponent");
  }

  /** Returns the power in W at the wall of one GB of memory, idle or not. */
  public static double memoryWattsPerGigabyte() {
    return value("memory-watts-per-gb");
  }

  /**
   * Returns the factor from the energy above idle of processor packages to that at the wall: the
   * losses of power supply and voltage regulators.
   */
  static double packageToWall() {
    return value("package-to-wall");
  }

  /** Returns the embodied emissions in gCO2e of one vCPU, for each hour that it is held. */
  public static double embodiedGramsPerCpuHour() {
    return value("embodied-g-per-vcpu-hour");
  }

  /** Returns the embodied emissions in gCO2e of one GB of memory, for each hour that it is held. */
  public static double embodiedGramsPerGigabyteHour() {
    return value("embodied-g-per-gb-hour");
  }

  /**
   * Returns the CPU time in s that another machine takes for the work of a CPU-second here. Nothing
   * is known of it, so it is 1; {@link #cpuSecondsElsewhereRange} says how far off that may be.
   */
  public static double cpuSecondsElsewhere() {
    return value(CPU_SECONDS_ELSEWHERE);
  }

  /** Returns the range of {@link #cpuSecondsElsewhere}. */
  public static Range cpuSecondsElsewhereRange() {
    return range(CPU_SECONDS_ELSEWHERE);
  }

  /**
   * Returns how far off the embodied emissions of another instance type may be by itself, beyond
   * the error of the method, which all types share.
   */
  public static Range embodiedElsewhereRange() {
    return range("embodied-elsewhere");
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

  /** Returns the range of a constant, from its lowest to its highest plausible value. */
  static Range range(String name) {
    CsvTable.Row row = row(name);
    double value = row.number("value");
    return new Range(value / row.number("low"), row.number("high") / value);
  }

  private static double value(String name) {
    return row(name).number("value");
  }

  private static CsvTable.Row row(String name) {
    return DEFAULTS.find("name", name).orElseThrow();
  }
}
