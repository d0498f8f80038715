// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Statement;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * All figures that metrics systems get, of one moment, so that they agree with each other.
 * Immutable and safe for use by many threads.
 *
 * @param sums of this process since its start; they never fall from one reading to the next
 * @param watts mean power of the last minute in W; NaN if it is not known
 * @param coverage share of the CPU time that requests explain, from 0 to 1; NaN if not known
 * @param avoidable share of the energy of requests that was for nothing, from 0 to 1; NaN if there
 *     was no request
 * @param pue power usage effectiveness, at least 1
 * @param gramsPerKilowattHour carbon intensity of the electricity in gCO2e/kWh
 * @param intensityAgeSeconds time in s since a service told its last intensity, or since the start
 *     if it has told none; NaN where none is asked
 * @param method how energy is found, such as {@code model-vm}; {@code unknown} before the first
 *     window
 */
public record MetricsReading(
    Statement sums,
    double watts,
    double coverage,
    double avoidable,
    double pue,
    double gramsPerKilowattHour,
    double intensityAgeSeconds,
    String method) {

  /**
   * Returns the series that counters have by now: all lines, each route that has requests, and
   * {@code (other)} from the start. Some registries miss a counter in the reading that adds its
   * first series.
   */
  public Set<CostSeries> series() {
    Set<CostSeries> all = new LinkedHashSet<>();
    all.add(CostSeries.ofRoute(Route.OTHER.label()));
    for (CostCategory category : CostCategory.values()) {
      if (category != CostCategory.REQUESTS) {
        all.add(CostSeries.of(category));
      }
    }
    sums.routes().keySet().forEach(label -> all.add(CostSeries.ofRoute(label)));
    return all;
  }

  /** Returns the value of a series of a counter in the counter's unit; NaN if it is not known. */
  public double of(CounterInstrument counter, CostSeries series) {
    if (series.isRoute()) {
      return counter.of(sums.route(series.label()));
    }
    CostCategory category = series.category();
    return sums.knows(category, counter.metric()) ? counter.of(sums.line(category)) : Double.NaN;
  }
}
