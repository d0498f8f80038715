// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.advice.HeldCost;
import io.xfootprint.data.CsvText;
import io.xfootprint.grid.Location;
import io.xfootprint.reading.Report;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what was held by route as CSV, under names of FOCUS (FinOps Open Cost and Usage
 * Specification) where they hold for an estimate, and under names with {@code x_} where not.
 *
 * <p>It is no complete FOCUS dataset: no invoice is known, so there is no {@code BilledCost}, no
 * list price and no account. A row is a route; if there was no request, one row is the application.
 */
final class CostsCsv {

  static final List<String> COLUMNS =
      List.of(
          "BillingCurrency",
          "ChargeCategory",
          "ChargeDescription",
          "ChargePeriodEnd",
          "ChargePeriodStart",
          "ConsumedQuantity",
          "ConsumedUnit",
          "EffectiveCost",
          "RegionId",
          "x_Application",
          "x_CostPerThousandRequests",
          "x_Requests",
          "x_Route",
          "x_Scope");

  private CostsCsv() {}

  static String of(WhatIf found) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    found
        .cost()
        .ifPresent(
            cost -> {
              List<HeldCost.Line> lines =
                  cost.routes().isEmpty() ? List.of(cost.total()) : cost.routes();
              lines.forEach(line -> rows.add(row(found, cost, line)));
            });
    return CsvText.of(rows);
  }

  private static List<String> row(WhatIf found, HeldCost cost, HeldCost.Line line) {
    Report report = found.report();
    Location location = found.circumstances().location();
    return List.of(
        cost.currency(),
        "Usage",
        "vCPU-hours held (estimate)",
        report.to().truncatedTo(ChronoUnit.SECONDS).toString(),
        report.from().truncatedTo(ChronoUnit.SECONDS).toString(),
        line.cpuHours().toPlainString(),
        "VCPU-Hours",
        line.cost().toPlainString(),
        location.isRegion() ? location.name().replaceFirst(".*/", "") : "",
        report.app(),
        line.perThousand().map(BigDecimal::toPlainString).orElse(""),
        line.requests().toString(),
        line.name(),
        ReportJson.scope(report.ofAllInstances()));
  }
}
