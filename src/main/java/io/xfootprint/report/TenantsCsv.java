// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.data.CsvText;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.reading.MonthlyTenants;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes what tenants of a month have cost as CSV: a row each. */
final class TenantsCsv {

  /** The place before a formula; spreadsheets of some languages separate cells by semicolons. */
  private static final Pattern FORMULA = Pattern.compile("(?:^|(?<=;))(?= *[=+\\-@＝＋－＠])");

  private TenantsCsv() {}

  /** Returns the rows of some tenants; the headings alone if there are none. */
  static String of(MonthlyTenants tenants, List<RouteCost> costs) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(List.of("month", "tenant", "log_name"), TenantFigures.keys()));
    for (RouteCost cost : costs) {
      TenantFigures figures = new TenantFigures(tenants, cost);
      rows.add(
          row(
              List.of(tenants.month().month().toString(), text(figures.name()), figures.alias()),
              figures.all().values().stream()
                  .map(value -> value.map(BigDecimal::toPlainString).orElse(""))
                  .toList()));
    }
    return CsvText.of(rows);
  }

  /** Returns a name that no spreadsheet takes for a formula: clients may choose theirs. */
  private static String text(String name) {
    return FORMULA.matcher(name).replaceAll("'");
  }

  private static List<String> row(List<String> names, Collection<String> figures) {
    return Stream.of(names, figures).flatMap(Collection::stream).toList();
  }
}
