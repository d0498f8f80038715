// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.time.Duration;
import java.util.List;

/**
 * How totals are logged.
 *
 * @param interval how often, zero for never
 * @param format how the lines are written
 * @param detail how much they say
 * @param tenants how they name tenants
 */
public record LogSettings(
    Duration interval, LogFormat format, LogDetail detail, LogTenants tenants) {

  private static final Setting<Duration> INTERVAL =
      Setting.durationOrOff(
          "log.interval", "100ms", "24h", "60s", "how often totals are logged; 0 = never");

  private static final Setting<LogFormat> FORMAT =
      Setting.choice("log.format", LogFormat.class, "logfmt", "`logfmt` or `json`");

  private static final Setting<LogDetail> DETAIL =
      Setting.choice(
          "log.detail",
          LogDetail.class,
          "short",
          "`short` or `full`: with ranges, garbage collection and the rest");

  private static final Setting<LogTenants> TENANTS =
      Setting.choice(
          "log.tenants",
          LogTenants.class,
          "hashed",
          "how log lines name tenants: `hashed`, `named`; `none`, no lines of theirs");

  static final List<Setting<?>> SETTINGS = List.of(INTERVAL, FORMAT, DETAIL, TENANTS);

  /** Reads and checks the settings of this subject. */
  static LogSettings read(SettingSources sources) {
    return new LogSettings(
        sources.value(INTERVAL),
        sources.value(FORMAT),
        sources.value(DETAIL),
        sources.value(TENANTS));
  }
}
