// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A row of the report: what a route costs, what it cost, and the verdict.
 *
 * @param findings what is wrong; none if all is well
 * @param notes what else a reader should know
 */
record BudgetRow(
    String route,
    RequestCost cost,
    Optional<RequestCost> baseline,
    List<String> findings,
    List<String> notes) {

  private static final String NOTHING = "";

  /** Returns the name of the route as a cell shows it: as code, in which a star is a star. */
  String name() {
    return "`" + route.replaceAll("\\s+", " ").replace("|", "\\|").replace('`', '\'') + "`";
  }

  /** Returns the row in Markdown. */
  String markdown() {
    List<String> cells = new ArrayList<>(List.of(name()));
    for (Figure figure : List.of(Figure.ALLOCATION, Figure.CPU)) {
      cells.add(text(figure));
      cells.add(baseline.map(was -> figure.text(was.of(figure))).orElse(NOTHING));
      cells.add(baseline.map(was -> change(figure, was)).orElse(NOTHING));
    }
    cells.add(text(Figure.ENERGY));
    cells.add(verdict());
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }

  private String text(Figure figure) {
    return figure.text(cost.of(figure));
  }

  private String change(Figure figure, RequestCost was) {
    double now = cost.of(figure);
    return Double.isNaN(now) || Double.isNaN(was.of(figure))
        ? "unknown"
        : Digits.change(now, was.of(figure));
  }

  private String verdict() {
    List<String> said = new ArrayList<>();
    findings.forEach(finding -> said.add(cell(finding)));
    if (said.isEmpty()) {
      said.add("ok");
    }
    said.addAll(notes);
    if (cost.isPartial()) {
      said.add("partial: until the answer left");
    }
    if (cost.isEstimated()) {
      said.add("estimated");
    }
    return String.join("; ", said);
  }

  /** Returns text that neither ends a cell nor a row. */
  private static String cell(String text) {
    return text.replaceAll("\\s+", " ").replace("|", "\\|").replace("<", "&lt;");
  }
}
