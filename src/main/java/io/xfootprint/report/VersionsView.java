// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.DistributionFigure;
import io.xfootprint.reading.Report;
import io.xfootprint.regression.Change;
import io.xfootprint.regression.RouteChange;
import io.xfootprint.regression.VersionCosts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the latest version has changed, and how the cost of each of its routes is distributed. */
final class VersionsView {

  private static final String UNKNOWN = "–";

  private final Report report;

  VersionsView(Report report) {
    this.report = report;
  }

  /** Returns the values of the template. */
  Map<String, Object> values() {
    List<RouteChange> changes = report.changes();
    VersionCosts latest = report.versions().get(0);
    return Map.of(
        "versions", report.versions().stream().map(VersionsView::version).toList(),
        "hasSeveralVersions", report.versions().size() > 1,
        "versionsFinding", finding(changes),
        "hasChanges", !changes.isEmpty(),
        "changes", changes.stream().map(VersionsView::change).toList(),
        "distributionVersion", latest.version(),
        "distributionColumns",
            Arrays.stream(DistributionFigure.values()).map(DistributionFigure::title).toList(),
        "hasDistributions", !latest.routes().isEmpty(),
        "distributions",
            latest.routes().entrySet().stream()
                .map(route -> distribution(route.getKey(), route.getValue()))
                .toList());
  }

  private static Map<String, Object> version(VersionCosts version) {
    return Map.of(
        "name", version.version(),
        "firstSeen", PageText.minute(version.firstSeen()),
        "requests", PageText.format("%d", version.requests()));
  }

  /** Returns the answer to the question of the heading, in a sentence. */
  private String finding(List<RouteChange> changes) {
    if (report.versions().size() < 2) {
      return "";
    }
    long worse = changes.stream().filter(RouteChange::isRegression).count();
    long moved = changes.stream().filter(RouteChange::hasMoved).count();
    String compared =
        "%s compared with %s: "
            .formatted(report.versions().get(0).version(), report.versions().get(1).version());
    if (changes.isEmpty()) {
      return compared + "they have no route in common yet.";
    }
    if (changes.stream().allMatch(change -> Double.isNaN(change.bytes().relative()))) {
      return compared + "too few requests yet. A route needs about 1,000 of each process.";
    }
    return compared
        + (moved == 0
            ? "no route costs more or less than accident explains."
            : "%s more, and %s less, than accident explains."
                .formatted(routes(worse), routes(moved - worse)));
  }

  private static String routes(long number) {
    return number == 1 ? "1 route costs" : number + " routes cost";
  }

  private static Map<String, Object> change(RouteChange change) {
    return Map.of(
        "route", change.route(),
        "finding", change.hasMoved() ? (change.isRegression() ? "regression" : "improvement") : "",
        "bytes", percent(change.bytes()),
        "cpu", percent(change.cpu()),
        "energy", percent(change.energy()),
        "confidence",
            change.hasMoved()
                ? PageText.format("%.3f", Math.floor(change.confidence() * 1000) / 1000)
                : "");
  }

  private static String percent(Change change) {
    return percent(change.relative());
  }

  private static String percent(double relative) {
    return Double.isFinite(relative)
        ? PageText.format("%+.1f %%", 100 * relative).replace('-', '−')
        : UNKNOWN;
  }

  private static Map<String, Object> distribution(String route, Distribution distribution) {
    List<Map<String, Object>> cells = new ArrayList<>();
    for (DistributionFigure figure : DistributionFigure.values()) {
      cells.add(
          Map.of(
              "title", figure.title(), "figure", quantity(figure).text(figure.of(distribution))));
    }
    return Map.of(
        "route", route,
        "requests", PageText.format("%d", distribution.requests()),
        "cells", cells);
  }

  private static Quantity quantity(DistributionFigure figure) {
    return figure.isOfCpu() ? Quantity.TIME : Quantity.BYTES;
  }
}
