// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.reading.DayRange;
import io.xfootprint.reading.Period;
import io.xfootprint.reading.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a page offers to choose its period by: links to spans, and a form for days. */
final class PeriodView {

  private final Period period;
  private final boolean hasStore;

  PeriodView(Period period, boolean hasStore) {
    this.period = period;
    this.hasStore = hasStore;
  }

  /** Returns the values of the form. Without a store nothing is known of single days. */
  Map<String, Object> values() {
    boolean isOfDays = period instanceof DayRange;
    return Map.of(
        "hasDays",
        hasStore,
        "isOfDays",
        isOfDays,
        "daysFrom",
        period instanceof DayRange days ? days.first().toString() : "",
        "daysTo",
        period instanceof DayRange days ? days.last().toString() : "");
  }

  /**
   * Returns the links to spans.
   *
   * @param href returns the address of the page for a query of its period
   */
  static List<Map<String, Object>> spans(Period now, UnaryOperator<String> href) {
    return Arrays.stream(Span.values())
        .map(
            span ->
                Map.<String, Object>of(
                    "title", span.title(),
                    "key", span.key(),
                    "href", href.apply(span.query()),
                    "current", span == now))
        .toList();
  }
}
