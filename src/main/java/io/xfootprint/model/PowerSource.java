// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import java.util.Locale;

/**
 * The source of a machine's power figures, which decides how far off they may be; best first.
 *
 * <p>The names are part of the output: {@code "power_rung":"microarchitecture"} in the report.
 */
public enum PowerSource {
  /** A meter of the machine measured it: RAPL counters on a machine that is not virtual. */
  POWER_METER,
  /** The host measured it for its guest, or another program wrote it into a file. */
  HOST_METER,
  /** The user gave at least one end of the curve. */
  SETTINGS,
  /** Published results of servers with this very CPU model give it. */
  CPU_RESULTS,
  /** The processor's TDP and measurements of its microarchitecture give it. */
  CPU_MODEL,
  /**
   * The TDP and size of the host of a cloud's instance type give it, with measurements as above.
   */
  INSTANCE_TYPE,
  /** Measurements of the processor's microarchitecture give it. */
  MICROARCHITECTURE,
  /** Measurements of a similar microarchitecture give it. */
  PROXY,
  /** The median of all servers measured since 2017 gives it, or of those before. */
  DEFAULT;

  /** Returns whether a meter measured it, so that nothing about the host has to be assumed. */
  public boolean isMeasured() {
    return this == POWER_METER || this == HOST_METER;
  }

  /** Returns whether its range was found by measurement, and is not a judgement. */
  public boolean isCalibrated() {
    return this == CPU_RESULTS
        || this == CPU_MODEL
        || this == INSTANCE_TYPE
        || this == MICROARCHITECTURE
        || this == DEFAULT;
  }

  /** Returns its name in {@code power-range.csv}, such as {@code cpu-model}. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
