// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static java.util.Map.entry;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Sums;
import io.xfootprint.reading.Headline;
import java.util.Map;

/**
 * What a site shows its visitors: emissions and energy so far, and what it emits per minute now.
 * Nothing of hosts or instances.
 */
final class BadgeView {

  /** Pixels that a character of 12 px takes in the widest of the fonts. */
  private static final double CHARACTER = 7.4;

  /** Has room for the words of a badge that can tell nothing. */
  private static final int LEAST_WIDTH = 200;

  private static final int MARGINS = 24;

  private BadgeView() {}

  /** Returns the values of both templates: the total of all instances, or nothing. */
  static Map<String, Object> values(String app, Headline headline) {
    if (!headline.isComplete()) {
      return unavailable();
    }
    Sums total = headline.total().total();
    String[] emissions = parts(Quantity.EMISSIONS.text(total.get(Metric.EMISSIONS_PICOGRAMS)));
    String[] energy = parts(Quantity.ENERGY.text(total.get(Metric.ENERGY_NANOJOULES)));
    String[] rate = parts(Quantity.EMISSIONS.text(headline.picogramsPerMinute()));
    String totalText =
        "Footprint: %s %s CO₂e, %s %s".formatted(emissions[0], emissions[1], energy[0], energy[1]);
    String rateText = "now %s %s CO₂e per minute".formatted(rate[0], rate[1]);
    return Map.ofEntries(
        entry("known", true),
        entry("app", app),
        entry("emissionsNumber", emissions[0]),
        entry("emissionsUnit", emissions[1]),
        entry("energyNumber", energy[0]),
        entry("energyUnit", energy[1]),
        entry("rateNumber", rate[0]),
        entry("rateUnit", rate[1]),
        entry("totalText", totalText),
        entry("rateText", rateText),
        entry("title", totalText + "; " + rateText),
        entry("width", width(Math.max(totalText.length(), rateText.length()))));
  }

  /** Returns those of a badge that can tell nothing. */
  static Map<String, Object> unavailable() {
    return Map.of(
        "known", false, "title", "footprint unavailable", "width", String.valueOf(LEAST_WIDTH));
  }

  /** A picture in another page cannot measure its text, so the width is estimated. */
  private static String width(int characters) {
    return String.valueOf(Math.max(LEAST_WIDTH, Math.round(characters * CHARACTER) + MARGINS));
  }

  /** Returns number and unit. */
  private static String[] parts(String text) {
    return text.split("\u00a0", 2);
  }
}
