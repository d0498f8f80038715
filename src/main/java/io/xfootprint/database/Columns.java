// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Sums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names, writes and reads the columns of figures in a row, in the order of {@link Metric}. */
public final class Columns {

  /** The expression for the day of a row. */
  static final String DAY = "CAST(start_utc AS DATE)";

  /** The expression for the month of a row, counted from January of the year 0, which is 1. */
  static final String MONTH = "EXTRACT(YEAR FROM start_utc) * 12 + EXTRACT(MONTH FROM start_utc)";

  private Columns() {}

  /**
   * Returns a statement with the columns of all figures in place of the words in braces; of those
   * that are no ends of ranges, where the word is {@code exact}.
   */
  static String filled(String statement) {
    return statement
        .replace("{exact names}", exact("%s"))
        .replace("{exact sums}", exact("SUM(%s)"))
        .replace("{exact marks}", exact("?"))
        .replace("{exact set}", exact("%s = ?"))
        .replace("{exact add}", exact("%1$s = %1$s + ?"))
        .replace("{names}", each("%s"))
        .replace("{sums}", each("SUM(%s)"))
        .replace("{named sums}", each("SUM(%1$s) AS %1$s"))
        .replace("{marks}", each("?"))
        .replace("{set}", each("%s = ?"))
        .replace("{add}", each("%1$s = %1$s + ?"));
  }

  private static String each(String form) {
    return columns(Arrays.stream(Metric.values()), form);
  }

  private static String exact(String form) {
    return columns(exact(), form);
  }

  private static Stream<Metric> exact() {
    return Arrays.stream(Metric.values()).filter(metric -> !metric.isEndOfRange());
  }

  private static String columns(Stream<Metric> metrics, String form) {
    return metrics.map(metric -> form.formatted(metric.column())).collect(Collectors.joining(", "));
  }

  /** Returns the figures as parameters. */
  public static Stream<BigDecimal> values(Sums sums) {
    return Arrays.stream(Metric.values()).map(metric -> new BigDecimal(sums.get(metric)));
  }

  /** Returns the figures that are no ends of ranges as parameters. */
  public static Stream<BigDecimal> exactValues(Sums sums) {
    return exact().map(metric -> new BigDecimal(sums.get(metric)));
  }

  /** Reads the figures from a column on; sums over no row are 0. */
  public static Sums get(ResultSet row, int first) throws SQLException {
    return get(row, first, List.of(Metric.values()));
  }

  /** Reads the figures that are no ends of ranges from a column on. */
  public static Sums exact(ResultSet row, int first) throws SQLException {
    return get(row, first, exact().toList());
  }

  private static Sums get(ResultSet row, int first, List<Metric> metrics) throws SQLException {
    Map<Metric, BigInteger> figures = new EnumMap<>(Metric.class);
    int column = first;
    for (Metric metric : metrics) {
      BigDecimal amount = row.getBigDecimal(column++);
      figures.put(metric, amount == null ? BigInteger.ZERO : amount.toBigInteger());
    }
    return Sums.from(figure -> figures.getOrDefault(figure, BigInteger.ZERO));
  }
}
