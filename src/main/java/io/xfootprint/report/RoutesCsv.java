// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.data.CsvText;
import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.DistributionFigure;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.RouteFigure;
import io.xfootprint.reading.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes the routes of a report as CSV, with the keys of the log lines as headings. All figures of
 * {@link RouteFigure} are columns, so that a spreadsheet needs no other source. Those of {@link
 * DistributionFigure} follow, of the version that has answered since it was first seen.
 */
final class RoutesCsv {

  private RoutesCsv() {}

  static String of(Report report, String version) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("route", RouteFigure::key, DistributionFigure::key));
    for (RouteCost route : report.statement().routesByEnergy()) {
      Optional<Distribution> known = report.distribution(version, route.label());
      rows.add(
          row(
              route.label(),
              figure -> cell(figure, route),
              figure -> known.map(each -> figure.inUnit(each).toPlainString()).orElse("")));
    }
    return CsvText.of(rows);
  }

  private static List<String> row(
      String first,
      Function<RouteFigure, String> cell,
      Function<DistributionFigure, String> ofDistribution) {
    return Stream.of(
            Stream.of(first),
            Arrays.stream(RouteFigure.values()).map(cell),
            Arrays.stream(DistributionFigure.values()).map(ofDistribution))
        .flatMap(cells -> cells)
        .toList();
  }

  /** Returns an empty cell for what is not known. */
  private static String cell(RouteFigure figure, RouteCost route) {
    return figure.isKnown(route) ? figure.inUnit(route).toPlainString() : "";
  }
}
