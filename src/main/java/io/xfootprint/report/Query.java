// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.reading.DayRange;
import io.xfootprint.reading.Period;
import io.xfootprint.reading.Span;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The query of an address of the report.
 *
 * @param today the day in UTC
 */
record Query(HttpServletRequest request, LocalDate today) {

  /** The longest text that is a name of something; anything longer is cut, and names nothing. */
  private static final int MOST_CHARACTERS = 200;

  private static final Pattern MONTH = Pattern.compile("2[0-9]{3}-(0[1-9]|1[0-2])");

  /** Returns the value of a parameter without blanks around it; an empty text if it is missing. */
  String text(String name) {
    String text = Objects.requireNonNullElse(request.getParameter(name), "").strip();
    return text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
  }

  /** Returns whether it names days that are none. */
  boolean hasWrongDays() {
    return isWrong("from") || isWrong("to") || isWrong("before-from") || isWrong("before-to");
  }

  private boolean isWrong(String name) {
    return !text(name).isEmpty() && DayRange.of(text(name), text(name)).isEmpty();
  }

  /** Returns the period: days if there are any, else a span, the last day by default. */
  Optional<Period> period() {
    Optional<DayRange> days = days("from", "to");
    if (days.isPresent()) {
      return days.map(each -> each);
    }
    return Span.of(Objects.requireNonNullElse(request.getParameter("span"), Span.DAY.key()))
        .map(each -> each);
  }

  /** Returns the days between two parameters; one of them alone is a day, or goes until today. */
  Optional<DayRange> days(String first, String last) {
    String from = text(first);
    String to = text(last);
    String end = to.isEmpty() ? today.toString() : to;
    return from.isEmpty() && to.isEmpty()
        ? Optional.empty()
        : DayRange.of(from.isEmpty() ? end : from, end);
  }

  /** Returns whether it names a month that is none. */
  boolean hasWrongMonth() {
    return !text("month").isEmpty() && month().isEmpty();
  }

  /** Returns the month; empty if none is named. */
  Optional<YearMonth> month() {
    return MONTH.matcher(text("month")).matches()
        ? Optional.of(YearMonth.parse(text("month")))
        : Optional.empty();
  }

  /** Returns what the page is asked for. */
  PageQuery page(Period period) {
    return new PageQuery(
        period,
        RouteColumn.of(text("sort")).orElse(RouteColumn.ENERGY),
        text("order").equals("reversed"),
        text("q"),
        number(text("instances")));
  }

  /** Returns what the what-if page is asked for. */
  WhatIfQuery whatIf() {
    return new WhatIfQuery(text("provider"), text("machine"), text("location"));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 1;
    }
  }
}
