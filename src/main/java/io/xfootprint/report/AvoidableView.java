// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Avoidable;
import io.xfootprint.ledger.AvoidableCost;
import io.xfootprint.reading.AvoidableEnergy;
import io.xfootprint.report.Quantity.Column;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What was for nothing: a sentence, a line for each reason, and the routes behind it. */
final class AvoidableView {

  /** Of routes, the dearest first; all of them are in the JSON. */
  private static final int MOST_ROUTES = 20;

  private final AvoidableEnergy avoidable;
  private final Column energy;

  AvoidableView(AvoidableEnergy avoidable) {
    this.avoidable = avoidable;
    energy = Quantity.ENERGY.column(sums().stream().map(AvoidableView::nanojoules));
  }

  /** Returns the sums of reasons that requests have: one that nobody looks at has none. */
  private List<AvoidableCost> sums() {
    return Arrays.stream(Avoidable.values())
        .map(avoidable::sum)
        .filter(sum -> sum.requests() > 0)
        .toList();
  }

  private static BigInteger nanojoules(AvoidableCost cost) {
    return BigInteger.valueOf(cost.energyNanojoules());
  }

  /** Returns the values of the template. */
  Map<String, Object> values() {
    return Map.of(
        "hasAvoidable", !avoidable.costs().isEmpty(),
        "avoidableSentence", sentence(),
        "avoidableUnit", energy.unit(),
        "reasons", sums().stream().map(this::row).toList(),
        "avoidableRoutes", avoidable.costs().stream().limit(MOST_ROUTES).map(this::row).toList());
  }

  private String sentence() {
    double share = avoidable.share();
    if (Double.isNaN(share)) {
      return "The energy of requests is not known yet.";
    }
    return PageText.percent(100 * share)
        + " of the energy of requests was for nothing, or for health probes, since this instance"
        + " started.";
  }

  /** Returns a row. Every request takes energy, so none at all is not known. */
  private Map<String, String> row(AvoidableCost cost) {
    double share = avoidable.share(cost.energyNanojoules());
    return Map.of(
        "route", cost.route(),
        "reason", cost.reason().title(),
        "requests", Quantity.COUNT.text(BigInteger.valueOf(cost.requests())),
        "energy", cost.energyNanojoules() > 0 ? energy.number(nanojoules(cost)) : "–",
        "percent", Double.isNaN(share) ? "–" : PageText.percent(100 * share),
        "percentWidth", PageText.hundredths(Double.isNaN(share) ? 0 : 100 * share));
  }
}
