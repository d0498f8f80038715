// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import java.util.TreeMap;

/**
 * The report in Markdown: a table of routes in their order, for a pull request.
 *
 * <p>Rows of other routes stay, as each JVM of a build adds its own: the file begins with the
 * build's folder.
 */
final class BudgetTable {

  private static final String HEAD =
      """
      ### What requests cost

      Medians of requests on Java %d, and of the baseline. Bytes are compared; CPU time and energy vary with the machine.

      | route | bytes | baseline | change | CPU | baseline | change | energy | verdict |
      |---|--:|--:|--:|--:|--:|--:|--:|---|
      """;

  private static final String RULE = "|---";
  private static final String CELL_END = " | ";

  private BudgetTable() {}

  /** Returns a report with a row more, or with another one for its route. */
  static String with(String report, BudgetRow row) {
    TreeMap<String, String> rows = new TreeMap<>();
    report
        .lines()
        .dropWhile(line -> !line.startsWith(RULE))
        .skip(1)
        .filter(line -> line.startsWith("| ") && line.contains(CELL_END))
        .forEach(line -> rows.put(line.substring(2, line.indexOf(CELL_END)), line));
    rows.put(row.name(), row.markdown());
    return HEAD.formatted(Baseline.RELEASE) + String.join("\n", rows.values()) + "\n";
  }
}
