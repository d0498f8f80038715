// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.PeriodStatement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.reading.RouteCourse;
import java.util.List;

/** Writes the course of a route as JSON, with the keys of the report. */
final class RouteJson {

  private static final List<Metric> FIGURES =
      List.of(
          Metric.REQUESTS,
          Metric.ERRORS,
          Metric.CPU_NANOS,
          Metric.ALLOCATED_BYTES,
          Metric.ENERGY_NANOJOULES,
          Metric.EMISSIONS_PICOGRAMS);

  private RouteJson() {}

  static String of(RouteCourse course) {
    return sums(
            new JsonObject()
                .put("version", ReportJson.VERSION)
                .put("app", course.app())
                .put("at", course.at())
                .put("span", course.period().key())
                .put("from", course.steps().stream().map(PeriodStatement::begin).findFirst())
                .put("to", course.at())
                .put("scope", ReportJson.scope(course.ofAllInstances()))
                .put("store_fault", course.storeFault())
                .put("route", course.label()),
            course.total())
        .put("series", course.steps().stream().map(RouteJson::step).toList())
        .put("versions", course.versions().stream().map(VersionsJson::version).toList())
        .text();
  }

  private static JsonObject step(PeriodStatement step) {
    return sums(
        new JsonObject().put("begin", step.begin()).put("end", step.end()),
        RouteCourse.requests(step));
  }

  private static JsonObject sums(JsonObject json, Sums sums) {
    FIGURES.stream()
        .filter(metric -> metric.isKnown(sums))
        .forEach(metric -> json.put(metric, sums));
    return json;
  }
}
