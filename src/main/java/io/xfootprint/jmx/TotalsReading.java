// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jmx;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.Provenance;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.RouteFigure;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.model.EnergyMethod;
import java.util.Arrays;
import java.util.List;

/**
 * The books at one instant, from which all figures of one reading come. They are those of this
 * instance since its start, so that a tool that reads every instance may add them up.
 *
 * <p>Figures are in J, g CO2e, s and bytes, and NaN where they are not known. Immutable and safe
 * for use by many threads.
 *
 * @param setup what the figures depend on
 * @param statement the sums since the start
 * @param gramsPerKilowattHour carbon intensity of the electricity at that instant, in gCO2e/kWh
 */
record TotalsReading(
    Provenance setup, LedgerSnapshot books, Statement statement, double gramsPerKilowattHour) {

  /** A line of the books. */
  record Line(TotalsReading reading, CostCategory category) {

    double figure(Metric metric) {
      Sums sums = reading.statement.line(category);
      return reading.knows(category, metric) ? inUnit(metric, sums) : Double.NaN;
    }
  }

  static TotalsReading of(FootprintMonitor monitor) {
    LedgerSnapshot books = monitor.ledger().snapshot();
    return new TotalsReading(
        monitor.setup(),
        books,
        books.sinceStart(),
        monitor.carbonIntensity().gramsPerKilowattHour());
  }

  private boolean knows(CostCategory category, Metric metric) {
    // Before the first window ends lines of 0 say no more than that nothing has been read.
    boolean isRead = category == CostCategory.REQUESTS || books.process().method().isPresent();
    return isRead && statement.knows(category, metric);
  }

  Line line(CostCategory category) {
    return new Line(this, category);
  }

  List<Line> lines() {
    return Arrays.stream(CostCategory.values()).map(this::line).toList();
  }

  List<RouteCost> routes() {
    return statement.routesByEnergy();
  }

  /** Returns a number of requests. */
  long count(Metric metric) {
    return statement.line(CostCategory.REQUESTS).asLong(metric);
  }

  double ofRequests(Metric metric) {
    return line(CostCategory.REQUESTS).figure(metric);
  }

  double full(Metric metric) {
    return statement.knowsFull() ? inUnit(metric, statement.full()) : Double.NaN;
  }

  /** Returns a figure of a route. */
  static double ofRoute(RouteFigure figure, RouteCost route) {
    return figure.isKnown(route)
        ? figure.of(route).doubleValue() / figure.metric().perBaseUnit()
        : Double.NaN;
  }

  double coverage() {
    return statement.line(CostCategory.REQUESTS).knowsCpu() ? statement.coverage() : Double.NaN;
  }

  /** Returns the mean power of the last window as a meter tells it, in W. */
  double meterWatts() {
    return books.process().method().map(EnergyMethod::meterWatts).orElse(Double.NaN);
  }

  /** Returns how energy is found; {@code unknown} before the first window ends. */
  String method() {
    return books.process().method().map(EnergyMethod::label).orElse("unknown");
  }

  /** Returns the number of instances that run now; NaN while the store has not been read. */
  double instances() {
    return books.elsewhere().known() ? books.elsewhere().instances() + 1 : Double.NaN;
  }

  private static double inUnit(Metric metric, Sums sums) {
    return sums.get(metric).doubleValue() / metric.perBaseUnit();
  }
}
