// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.reading.Span;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a visitor asks the page for. All of it is in the address, so that the page needs no script
 * and can be linked to. Immutable.
 *
 * @param span the period
 * @param sort the column that routes are sorted by
 * @param reversed whether the other way round
 * @param search a part of the labels of the routes that are shown; empty for all
 * @param instances which part of the instances is shown, from 1 on
 */
record PageQuery(Span span, RouteColumn sort, boolean reversed, String search, int instances) {

  /** The longest label of a route; no longer text can be a part of one. */
  private static final int MOST_CHARACTERS = 200;

  /** Parts of fifty instances. */
  private static final int MOST_PAGES = 1_000;

  /** Cuts a search to the longest label. */
  PageQuery {
    search = search.strip();
    search = search.substring(0, Math.min(search.length(), MOST_CHARACTERS));
    instances = Math.max(1, Math.min(instances, MOST_PAGES));
  }

  /** Returns the query of the page as it is first seen. */
  static PageQuery of(Span span) {
    return new PageQuery(span, RouteColumn.ENERGY, false, "", 1);
  }

  PageQuery withSpan(Span other) {
    return new PageQuery(other, sort, reversed, search, instances);
  }

  PageQuery sortedBy(RouteColumn column, boolean isReversed) {
    return new PageQuery(span, column, isReversed, search, instances);
  }

  PageQuery withInstances(int part) {
    return new PageQuery(span, sort, reversed, search, part);
  }

  /** Returns whether a route is searched for. */
  boolean finds(String label) {
    return label.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
  }

  /** Returns the address of the page with this query, relative to the page. */
  String href() {
    return "?span="
        + span.key()
        + "&sort="
        + sort.key()
        + (reversed ? "&order=reversed" : "")
        + (search.isEmpty() ? "" : "&q=" + URLEncoder.encode(search, StandardCharsets.UTF_8))
        + (instances == 1 ? "" : "&instances=" + instances);
  }
}
