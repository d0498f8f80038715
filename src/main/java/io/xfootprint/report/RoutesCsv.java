// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.data.CsvText;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Sums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Writes the routes of a report as CSV, with the keys of the log lines as headings. */
final class RoutesCsv {

  private static final List<String> HEADINGS =
      List.of(
          "route",
          "requests",
          "errors",
          "estimated",
          "unmeasured",
          "cpu_ms",
          "alloc_b",
          "energy_j",
          "full_j",
          "co2e_mg",
          "full_co2e_mg",
          "gc_j",
          "share",
          "energy_low_j",
          "energy_high_j",
          "co2e_low_mg",
          "co2e_high_mg");

  private static final int NANO = 9;
  private static final int MICRO = 6;
  private static final int SHARE_DECIMALS = 6;

  private RoutesCsv() {}

  static String of(Report report) {
    FullShare full = report.full();
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    RouteRow.of(report).forEach(row -> rows.add(row(row, full)));
    return CsvText.of(rows);
  }

  private static List<String> row(RouteRow row, FullShare full) {
    Sums amounts = row.amounts();
    boolean knowsCpu = amounts.knowsCpu();
    return List.of(
        row.label(),
        amounts.get(Metric.REQUESTS).toString(),
        amounts.get(Metric.ERRORS).toString(),
        amounts.get(Metric.ESTIMATED).toString(),
        amounts.get(Metric.WITHOUT_CPU).toString(),
        known(knowsCpu, amounts.get(Metric.CPU_NANOS), MICRO),
        known(amounts.knowsBytes(), amounts.get(Metric.ALLOCATED_BYTES), 0),
        known(knowsCpu, amounts.get(Metric.ENERGY_NANOJOULES), NANO),
        known(knowsCpu, full.of(amounts, Metric.ENERGY_NANOJOULES), NANO),
        known(knowsCpu, amounts.get(Metric.EMISSIONS_PICOGRAMS), NANO),
        known(knowsCpu, full.of(amounts, Metric.EMISSIONS_PICOGRAMS), NANO),
        known(knowsCpu, amounts.get(Metric.GC_NANOJOULES), NANO),
        known(knowsCpu, BigInteger.valueOf(Math.round(row.share() * 1e6)), SHARE_DECIMALS),
        known(knowsCpu, amounts.get(Metric.LOW_NANOJOULES), NANO),
        known(knowsCpu, amounts.get(Metric.HIGH_NANOJOULES), NANO),
        known(knowsCpu, amounts.get(Metric.LOW_PICOGRAMS), NANO),
        known(knowsCpu, amounts.get(Metric.HIGH_PICOGRAMS), NANO));
  }

  /** Returns an empty cell for what is not known. */
  private static String known(boolean isKnown, BigInteger figure, int decimals) {
    return isKnown ? new BigDecimal(figure, decimals).toPlainString() : "";
  }
}
