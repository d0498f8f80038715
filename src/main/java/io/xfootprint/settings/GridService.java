// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who tells the carbon intensity of the moment. */
public enum GridService {
  /** Life-cycle emissions of the electricity used in a zone, or around a data centre. */
  ELECTRICITY_MAPS("https://api.electricitymaps.com/v3", "life cycle, consumption"),

  /** Direct emissions of the electricity used in Great Britain, losses of the grid included. */
  UK("https://api.carbonintensity.org.uk", "direct, consumption"),

  /** The average of the emissions of the plants of a region, which WattTime calls co2_aoer. */
  WATTTIME("https://api.watttime.org", "average, co2_aoer"),

  /** What a Carbon Aware SDK of the user's own tells; its source decides what is counted. */
  CARBON_AWARE_SDK("", "basis of its source"),

  /** What an address tells that the user names. */
  ADDRESS("", "basis of that address");

  private final String base;
  private final String basis;

  GridService(String base, String basis) {
    this.base = base;
    this.basis = basis;
  }

  /** Returns its name as the setting has it, such as {@code electricity-maps}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns where it is on the Internet; empty if users run it themselves. */
  String base() {
    return base;
  }

  /** Returns whether it tells nothing without a key. */
  boolean needsKey() {
    return this == ELECTRICITY_MAPS || this == WATTTIME;
  }

  /** Returns in words what its figures count. */
  public String basis() {
    return basis;
  }

  /** Returns the service of a name. */
  static Optional<GridService> named(String key) {
    return Arrays.stream(values())
        .filter(service -> service != ADDRESS && service.key().equals(key))
        .findFirst();
  }
}
