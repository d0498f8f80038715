// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The name of a setting, the same wherever it is set. */
public enum Setting {
  APP("app"),
  EXPOSE("expose"),
  EXPOSE_SECRET("expose.secret"),
  HEADER_DIGITS("header.digits"),
  HEADER_TOTAL("header.total"),
  HEADER_TRAILER("header.trailer"),
  HEADER_SERVER_TIMING("header.server-timing"),
  EXCLUDE("exclude"),
  ROUTES("routes"),
  ROUTES_MAX("routes.max"),
  LOCATION("location"),
  MACHINE("machine"),
  POWER_IDLE_WATTS("power.idle-watts"),
  POWER_MAX_WATTS("power.max-watts"),
  PUE("pue"),
  CARBON_INTENSITY("carbon-intensity"),
  GRID_LOSS("grid-loss"),
  EMBODIED("embodied"),
  RAPL_PATH("rapl.path"),
  WINDOW("window"),
  LOG_INTERVAL("log.interval"),
  LOG_FORMAT("log.format"),
  STORE("store"),
  STORE_USER("store.user"),
  STORE_PASSWORD("store.password"),
  STORE_INTERVAL("store.interval"),
  STORE_RETENTION("store.retention"),
  REPORT_ACCESS("report.access"),
  REPORT_BADGE("report.badge"),
  REPORT_COUNTED("report.counted"),
  WELL_KNOWN_PROVIDER("well-known.provider"),
  WELL_KNOWN_METHODOLOGY_URI("well-known.methodology-uri"),
  WELL_KNOWN_TARGET("well-known.target"),
  WELL_KNOWN_PATHS("well-known.paths");

  private final String key;

  Setting(String key) {
    this.key = key;
  }

  /** Returns the name as users write it, such as {@code header.digits}. */
  public String key() {
    return key;
  }

  /** Returns the name in the environment, such as {@code FOOTPRINT_HEADER_DIGITS}. */
  String environmentKey() {
    return SettingSources.ENVIRONMENT_PREFIX
        + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  static Optional<Setting> withKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  static Optional<Setting> withEnvironmentKey(String key) {
    return Arrays.stream(values())
        .filter(setting -> setting.environmentKey().equals(key))
        .findFirst();
  }
}
