// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static java.util.Map.entry;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Sums;
import io.xfootprint.reading.Headline;
import java.util.Map;
import java.util.Optional;

/**
 * What a site shows its visitors: the full emissions and energy so far, and what it emits per
 * minute now. Nothing of hosts or instances.
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
    Sums total = headline.total().full();
    String[] emissions = parts(Quantity.EMISSIONS.text(total.get(Metric.EMISSIONS_PICOGRAMS)));
    String[] energy = parts(Quantity.ENERGY.text(total.get(Metric.ENERGY_NANOJOULES)));
    Optional<String[]> rate =
        headline.picogramsPerMinute().map(each -> parts(Quantity.EMISSIONS.text(each)));
    String totalText =
        "Footprint: %s %s CO₂e, %s %s".formatted(emissions[0], emissions[1], energy[0], energy[1]);
    String rateText =
        rate.map(each -> "now %s %s CO₂e per minute".formatted(each[0], each[1])).orElse("");
    return Map.ofEntries(
        entry("known", true),
        entry("app", app),
        entry("emissionsNumber", emissions[0]),
        entry("emissionsUnit", emissions[1]),
        entry("energyNumber", energy[0]),
        entry("energyUnit", energy[1]),
        entry("knowsRate", rate.isPresent()),
        entry("rateNumber", rate.map(each -> each[0]).orElse("")),
        entry("rateUnit", rate.map(each -> each[1]).orElse("")),
        entry("totalText", totalText),
        entry("rateText", rateText),
        entry("title", rate.isPresent() ? totalText + "; " + rateText : totalText),
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
