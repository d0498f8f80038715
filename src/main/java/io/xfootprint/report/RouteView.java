// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.PeriodStatement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.reading.RouteCourse;
import io.xfootprint.reading.Span;
import io.xfootprint.regression.VersionCosts;
import io.xfootprint.report.BarChart.Bar;
import io.xfootprint.report.Quantity.Column;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of one route: its own course, step by step, and how its versions differ. */
final class RouteView {

  private static final String UNKNOWN = "–";

  private final RouteCourse course;
  private final boolean hasStore;
  private final Map<MeanCost, Column> columns = new EnumMap<>(MeanCost.class);

  RouteView(RouteCourse course, boolean hasStore) {
    this.course = course;
    this.hasStore = hasStore;
    for (MeanCost mean : MeanCost.values()) {
      columns.put(
          mean,
          mean.quantity()
              .column(course.steps().stream().flatMap(step -> mean.of(sums(step)).stream())));
    }
  }

  private static Sums sums(PeriodStatement step) {
    return RouteCourse.requests(step);
  }

  /** Returns the address of a route's page. */
  static String href(String label, String period) {
    return "route?name=" + PageQuery.encoded(label) + "&" + period;
  }

  /** Returns the values of the template. */
  Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>(new PeriodView(course.period(), hasStore).values());
    values.put("app", course.app());
    values.put("label", course.label());
    values.put("spans", PeriodView.spans(course.period(), span -> href(course.label(), span)));
    values.put("back", "./?" + course.period().query());
    values.put("json", "api/v1/" + href(course.label(), course.period().query()));
    values.put("notes", notes());
    values.put("at", course.at().toString());
    values.put("atText", PageText.minute(course.at()));
    values.put("seriesTitle", course.period().title());
    values.put("hasRequests", course.total().get(Metric.REQUESTS).signum() > 0);
    values.put("cards", cards());
    values.put("charts", charts());
    values.put("first", edge(0));
    values.put("last", edge(course.steps().size() - 1));
    values.put("columns", headings());
    values.put("steps", course.steps().stream().map(this::step).toList());
    values.putAll(new VersionsTable(course.versions(), course.label()).values());
    return values;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    course
        .storeFault()
        .ifPresent(
            fault ->
                notes.add(
                    "The store " + fault + ". These figures are what this instance remembers."));
    boolean isOfMemory = !course.ofAllInstances();
    if (isOfMemory && course.period() == Span.HOUR) {
      notes.add("The last hour is what the instance that has answered remembers.");
    } else if (isOfMemory) {
      notes.add(
          "These are the figures of the last day: a process remembers no more of a route. The"
              + " setting store keeps what was before, of all instances.");
    }
    return notes;
  }

  private List<Map<String, String>> cards() {
    Sums total = course.total();
    List<Map<String, String>> cards = new ArrayList<>();
    cards.add(card("requests", "Requests", Quantity.COUNT.text(total.get(Metric.REQUESTS))));
    for (MeanCost mean : MeanCost.values()) {
      cards.add(
          card(
              mean == MeanCost.ENERGY ? "energy" : "mean",
              mean.title(),
              mean.of(total).map(mean.quantity()::text).orElse(UNKNOWN)));
    }
    return cards;
  }

  private static Map<String, String> card(String kind, String title, String figure) {
    return Map.of("kind", kind, "title", title, "figure", figure);
  }

  private List<Map<String, Object>> charts() {
    return List.of(
        chart(
            "requests",
            "Requests",
            Quantity.COUNT,
            step -> Optional.of(sums(step).get(Metric.REQUESTS))),
        chart("energy", MeanCost.ENERGY),
        chart("bytes", MeanCost.BYTES));
  }

  private Map<String, Object> chart(String kind, MeanCost mean) {
    return chart(kind, mean.title(), mean.quantity(), step -> mean.of(sums(step)));
  }

  private String edge(int step) {
    return course.steps().isEmpty() ? "" : PageText.minute(course.steps().get(step).begin());
  }

  /** A figure of a step; empty if it is not known. */
  private interface Figure {
    Optional<BigInteger> of(PeriodStatement step);
  }

  private Map<String, Object> chart(String kind, String title, Quantity quantity, Figure figure) {
    List<Bar> bars = new ArrayList<>();
    Optional<BigInteger> most = Optional.empty();
    for (PeriodStatement step : course.steps()) {
      Optional<BigInteger> amount = figure.of(step);
      most = Stream.concat(most.stream(), amount.stream()).max(Comparator.naturalOrder());
      bars.add(
          new Bar(
              PageText.minute(step.begin()) + ": " + amount.map(quantity::text).orElse("not known"),
              amount.map(BigInteger::doubleValue).orElse(Double.NaN),
              firstSeenIn(step)));
    }
    return BarChart.of(kind, title, most.map(quantity::text).orElse(""), bars);
  }

  /** Returns the versions that were first seen in a step, as a text. */
  private String firstSeenIn(PeriodStatement step) {
    return course.versions().stream()
        .filter(
            version ->
                !version.firstSeen().isBefore(step.begin())
                    && version.firstSeen().isBefore(step.end()))
        .map(VersionCosts::version)
        .collect(Collectors.joining(", "));
  }

  private List<Map<String, String>> headings() {
    return Arrays.stream(MeanCost.values())
        .map(mean -> Map.of("title", mean.title(), "unit", column(mean).unit()))
        .toList();
  }

  private Column column(MeanCost mean) {
    return Objects.requireNonNull(columns.get(mean));
  }

  private Map<String, Object> step(PeriodStatement step) {
    return Map.of(
        "begin", PageText.minute(step.begin()),
        "requests", Quantity.COUNT.text(sums(step).get(Metric.REQUESTS)),
        "version", firstSeenIn(step),
        "cells",
            Arrays.stream(MeanCost.values())
                .map(mean -> mean.of(sums(step)).map(column(mean)::number).orElse(UNKNOWN))
                .toList());
  }
}
