// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.time.Duration;
import java.util.List;

/**
 * How totals are logged.
 *
 * @param interval how often, zero for never
 * @param format how the lines are written
 */
public record LogSettings(Duration interval, LogFormat format) {

  private static final Setting<Duration> INTERVAL =
      Setting.durationOrOff(
          "log.interval", "100ms", "24h", "60s", "how often totals are logged; 0 = never");

  private static final Setting<LogFormat> FORMAT =
      Setting.choice("log.format", LogFormat.class, "logfmt", "`logfmt` or `json`");

  static final List<Setting<?>> SETTINGS = List.of(INTERVAL, FORMAT);

  /** Reads and checks the settings of this subject. */
  static LogSettings read(SettingSources sources) {
    return new LogSettings(sources.value(INTERVAL), sources.value(FORMAT));
  }
}
