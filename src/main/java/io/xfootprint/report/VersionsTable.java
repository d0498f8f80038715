// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.DistributionFigure;
import io.xfootprint.regression.VersionCosts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the cost of a route is distributed over its requests, one row for each version.
 *
 * @param versions the latest first
 * @param label of the route
 */
record VersionsTable(List<VersionCosts> versions, String label) {

  /** Returns the values of the template. */
  Map<String, Object> values() {
    return Map.of(
        "distributionColumns", titles(),
        "distributions", versions.stream().filter(this::has).map(this::row).toList(),
        "hasDistributions", versions.stream().anyMatch(this::has));
  }

  private boolean has(VersionCosts version) {
    return version.routes().containsKey(label);
  }

  private Map<String, Object> row(VersionCosts version) {
    Distribution distribution = version.routes().getOrDefault(label, Distribution.NONE);
    return Map.of(
        "version", version.version(),
        "firstSeen", PageText.minute(version.firstSeen()),
        "requests", PageText.format("%d", distribution.requests()),
        "cells", cells(distribution));
  }

  static List<String> titles() {
    return Arrays.stream(DistributionFigure.values()).map(DistributionFigure::title).toList();
  }

  /** Returns the figures of a distribution, each with its title. */
  static List<Map<String, String>> cells(Distribution distribution) {
    return Arrays.stream(DistributionFigure.values())
        .map(figure -> Map.of("title", figure.title(), "figure", text(figure, distribution)))
        .toList();
  }

  /** Returns a figure with its unit. */
  static String text(DistributionFigure figure, Distribution distribution) {
    Quantity quantity = figure.isOfCpu() ? Quantity.TIME : Quantity.BYTES;
    return quantity.text(figure.of(distribution));
  }

  /** Returns a figure of a route of a version; a dash if it is not known. */
  static String text(DistributionFigure figure, Optional<Distribution> distribution) {
    return distribution.map(known -> text(figure, known)).orElse("–");
  }
}
