// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.reading.Period;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a visitor asks the page for. All of it is in the address, so that the page needs no script
 * and can be linked to. Immutable.
 *
 * @param period the time that it is of
 * @param sort the column that routes are sorted by
 * @param reversed whether the other way round
 * @param search a part of the labels of the routes that are shown; empty for all
 * @param instances which part of the instances is shown, from 1 on
 */
record PageQuery(Period period, RouteColumn sort, boolean reversed, String search, int instances) {

  /** Parts of fifty instances. */
  private static final int MOST_PAGES = 1_000;

  /** Takes the nearest part of the instances that there may be. */
  PageQuery {
    instances = Math.max(1, Math.min(instances, MOST_PAGES));
  }

  /** Returns the query of the page as it is first seen. */
  static PageQuery of(Period period) {
    return new PageQuery(period, RouteColumn.ENERGY, false, "", 1);
  }

  PageQuery sortedBy(RouteColumn column, boolean isReversed) {
    return new PageQuery(period, column, isReversed, search, instances);
  }

  PageQuery withInstances(int part) {
    return new PageQuery(period, sort, reversed, search, part);
  }

  /** Returns whether a route is searched for. */
  boolean finds(String label) {
    return label.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
  }

  /** Returns the address of the page with this query, relative to the page. */
  String href() {
    return href(period.query());
  }

  /** Returns the same with another period. */
  String href(String ofPeriod) {
    return "?"
        + ofPeriod
        + "&sort="
        + sort.key()
        + (reversed ? "&order=reversed" : "")
        + (search.isEmpty() ? "" : "&q=" + encoded(search))
        + (instances == 1 ? "" : "&instances=" + instances);
  }

  /** Returns a text as a part of a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
