// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Distribution;
import io.xfootprint.reading.Report;
import io.xfootprint.regression.RouteChange;
import io.xfootprint.regression.VersionCosts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the latest version has changed, and how the cost of each of its routes is distributed. */
final class VersionsView {

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
        "sideBySide", sideBySide(),
        "hasSeveralVersions", report.versions().size() > 1,
        "versionsFinding", finding(changes),
        "hasChanges", !changes.isEmpty(),
        "changes", changes.stream().map(VersionsView::change).toList(),
        "distributionVersion", latest.version(),
        "distributionColumns", VersionsTable.titles(),
        "hasDistributions", !latest.routes().isEmpty(),
        "distributions",
            latest.routes().entrySet().stream()
                .map(route -> distribution(route.getKey(), route.getValue()))
                .toList());
  }

  /** Returns the address of the page that compares the two latest versions. */
  private String sideBySide() {
    List<VersionCosts> versions = report.versions();
    return versions.size() < 2
        ? ""
        : "compare?version="
            + PageQuery.encoded(versions.get(0).version())
            + "&before="
            + PageQuery.encoded(versions.get(1).version());
  }

  private static Map<String, Object> version(VersionCosts version) {
    return Map.of(
        "name", version.version(),
        "firstSeen", PageText.minute(version.firstSeen()),
        "requests", PageText.format("%d", version.requests()));
  }

  private String finding(List<RouteChange> changes) {
    List<VersionCosts> versions = report.versions();
    return versions.size() < 2 ? "" : finding(versions.get(0), versions.get(1), changes);
  }

  /** Returns whether one version costs more or less than the other, in a sentence. */
  static String finding(VersionCosts version, VersionCosts before, List<RouteChange> changes) {
    long worse = changes.stream().filter(RouteChange::isRegression).count();
    long moved = changes.stream().filter(RouteChange::hasMoved).count();
    String compared = "%s compared with %s: ".formatted(version.version(), before.version());
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
        "finding", finding(Optional.of(change)),
        "bytes", PageText.change(change.bytes().relative()),
        "cpu", PageText.change(change.cpu().relative()),
        "energy", PageText.change(change.energy()),
        "confidence",
            change.hasMoved()
                ? PageText.format("%.3f", Math.floor(change.confidence() * 1000) / 1000)
                : "");
  }

  /** Returns what a change is; an empty text if it is not more than accident. */
  static String finding(Optional<RouteChange> change) {
    return change
        .filter(RouteChange::hasMoved)
        .map(moved -> moved.isRegression() ? "regression" : "improvement")
        .orElse("");
  }

  private static Map<String, Object> distribution(String route, Distribution distribution) {
    return Map.of(
        "route", route,
        "requests", PageText.format("%d", distribution.requests()),
        "cells", VersionsTable.cells(distribution));
  }
}
