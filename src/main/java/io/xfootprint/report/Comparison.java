// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.report.Quantity.Column;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A table with some amounts of each route, before and after, side by side. */
final class Comparison {

  private static final String UNKNOWN = "–";

  private final List<Amount> amounts;
  private final List<Row> rows = new ArrayList<>();

  /** An amount that is compared. */
  record Amount(String title, Quantity quantity) {}

  /**
   * An amount of a route.
   *
   * @param change as a part of the amount before; NaN if not known
   */
  record Pair(Optional<BigInteger> before, Optional<BigInteger> after, double change) {

    /** Creates a pair that has changed by its amounts. */
    static Pair of(Optional<BigInteger> before, Optional<BigInteger> after) {
      double change =
          before.isPresent() && after.isPresent() && before.get().signum() > 0
              ? after.get().doubleValue() / before.get().doubleValue() - 1
              : Double.NaN;
      return new Pair(before, after, change);
    }
  }

  /**
   * The amounts of a route.
   *
   * @param finding a word about it; may be empty
   */
  private record Row(String label, String finding, List<Pair> pairs) {}

  Comparison(List<Amount> amounts) {
    this.amounts = amounts;
  }

  /** Adds a route with a pair for each amount. */
  void add(String label, String finding, List<Pair> pairs) {
    rows.add(new Row(label, finding, pairs));
  }

  /** Returns the values of the template. Both sides of an amount have one unit. */
  Map<String, Object> values() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < amounts.size(); i++) {
      int amount = i;
      columns.add(
          amounts
              .get(i)
              .quantity()
              .column(rows.stream().flatMap(row -> figures(row.pairs().get(amount)))));
    }
    List<Map<String, String>> headings = new ArrayList<>();
    for (int i = 0; i < amounts.size(); i++) {
      headings.add(Map.of("title", amounts.get(i).title(), "unit", columns.get(i).unit()));
    }
    return Map.of(
        "amounts", headings,
        "hasRows", !rows.isEmpty(),
        "rows", rows.stream().map(row -> row(row, columns)).toList());
  }

  private static Stream<BigInteger> figures(Pair pair) {
    return Stream.of(pair.before(), pair.after()).flatMap(Optional::stream);
  }

  private Map<String, Object> row(Row row, List<Column> columns) {
    List<Map<String, String>> cells = new ArrayList<>();
    for (int i = 0; i < amounts.size(); i++) {
      Pair pair = row.pairs().get(i);
      cells.add(
          Map.of(
              "title", amounts.get(i).title(),
              "unit", columns.get(i).unit(),
              "before", pair.before().map(columns.get(i)::number).orElse(UNKNOWN),
              "after", pair.after().map(columns.get(i)::number).orElse(UNKNOWN),
              "change", PageText.change(pair.change())));
    }
    return Map.of("label", row.label(), "finding", row.finding(), "cells", cells);
  }
}
