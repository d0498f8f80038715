// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.report.Quantity.Column;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The columns of a table whose rows are statements.
 *
 * @param energy the full energy
 * @param emissions the full emissions
 */
record Costs(Column energy, Column emissions) {

  static Costs of(Stream<Statement> rows) {
    List<Statement> all = rows.toList();
    return new Costs(
        Quantity.ENERGY.column(all.stream().map(Costs::nanojoules)),
        Quantity.EMISSIONS.column(all.stream().map(Costs::picograms)));
  }

  // Steps of clocks can leave a short time a little below 0.
  private static BigInteger nanojoules(Statement row) {
    return row.full().get(Metric.ENERGY_NANOJOULES).max(BigInteger.ZERO);
  }

  private static BigInteger picograms(Statement row) {
    return row.full().get(Metric.EMISSIONS_PICOGRAMS).max(BigInteger.ZERO);
  }

  Map<String, String> row(Statement statement, Map<String, String> about) {
    Map<String, String> row = new HashMap<>(about);
    row.put("requests", requests(statement));
    row.put("energy", energy.number(nanojoules(statement)));
    row.put("emissions", emissions.number(picograms(statement)));
    return row;
  }

  /** Returns the number of requests as text. */
  static String requests(Statement statement) {
    return Quantity.COUNT.text(statement.line(CostCategory.REQUESTS).get(Metric.REQUESTS));
  }
}
