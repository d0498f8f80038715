// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Route;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One series of a {@link CounterInstrument}: a route, or a line that no request has caused.
 *
 * @param category the line
 * @param label of the route, such as {@code GET /orders/*}; empty for the other lines
 */
public record CostSeries(CostCategory category, String label) {

  /** Key of the attribute with the line. */
  public static final String LINE = "line";

  /** Key of the attribute with the pattern of the route, as OpenTelemetry names it. */
  public static final String ROUTE = "http.route";

  /** Key of the attribute with the method of the route, as OpenTelemetry names it. */
  public static final String METHOD = "http.request.method";

  /**
   * Value of attributes that a series does not have. All series of a metric must have the same
   * keys, and some systems refuse empty values.
   */
  private static final String NONE = "none";

  /** Creates the series of a route. */
  static CostSeries ofRoute(String label) {
    return new CostSeries(CostCategory.REQUESTS, label);
  }

  /** Creates the series of another line. */
  static CostSeries of(CostCategory category) {
    return new CostSeries(category, "");
  }

  /** Returns whether it is a route. */
  public boolean isRoute() {
    return category == CostCategory.REQUESTS;
  }

  /** Returns whether it is a route with counters of its own: not {@code (other)}. */
  public boolean isOwnRoute() {
    return isRoute() && !label.equals(Route.OTHER.label());
  }

  /** Returns the line: {@code route}, {@code background}, {@code idle} or {@code memory}. */
  public String line() {
    return isRoute() ? "route" : category.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the pattern of the route, such as {@code /orders/*}; {@code none} if it is none. */
  public String route() {
    return label.isEmpty() ? NONE : label.substring(label.indexOf(' ') + 1);
  }

  /** Returns the method of the route, such as {@code GET}; {@code none} if it has none. */
  public String method() {
    int end = label.indexOf(' ');
    return end < 0 ? NONE : label.substring(0, end);
  }

  // Written by hand: the methods that the compiler makes for records keep the class, and so its
  // loader, alive in the JDK after an application is undeployed.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CostSeries series
        && category == series.category
        && label.equals(series.label);
  }

  @Override
  public int hashCode() {
    return 31 * category.hashCode() + label.hashCode();
  }
}
