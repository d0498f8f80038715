// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.Provenance;
import io.xfootprint.model.Rates;
import io.xfootprint.reading.Headline;
import io.xfootprint.reading.Period;
import io.xfootprint.reading.Report;
import io.xfootprint.reading.ReportSource;
import io.xfootprint.reading.RouteCourse;
import io.xfootprint.store.TotalsStore;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * All answers that a running application can give; for one monitor. Each form of a report is made
 * once for all who ask while the report is the same. Safe for use by many threads.
 */
final class ReportPages {

  /** Of at most 12 digits, which are 11 days in us, so that no sum of an example overflows. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,3})?");

  private final FootprintMonitor monitor;
  private final Templates templates;
  private final InstantSource clock;
  private final ReportSource reports;
  private final Regions regions;
  private final Kept answers = new Kept();
  private final Optional<WellKnownDocument> wellKnown;
  private final WhatIfPages whatIf;
  private final ComparePages compared;
  private final StatementPages statements;
  private final TenantPages tenants;

  ReportPages(
      FootprintMonitor monitor,
      Optional<TotalsStore> store,
      Templates templates,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.monitor = monitor;
    this.templates = templates;
    this.clock = clock;
    Provenance setup = monitor.setup();
    reports = new ReportSource(monitor, store, clock, nanoTime);
    regions = new Regions(setup);
    whatIf = new WhatIfPages(monitor, templates, reports);
    compared = new ComparePages(setup.settings(), templates, reports);
    statements = new StatementPages(setup.settings(), templates, reports);
    tenants = new TenantPages(setup.settings(), templates, reports);
    wellKnown =
        store.flatMap(
            kept ->
                setup
                    .settings()
                    .report()
                    .wellKnown()
                    .map(each -> new WellKnownDocument(each, setup, kept, clock, nanoTime)));
  }

  /** Returns the day in UTC. */
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  Provenance setup() {
    return monitor.setup();
  }

  boolean isOf(FootprintMonitor other) {
    return monitor.equals(other);
  }

  /** Returns the document; empty if it is not published, or there is no store. */
  Optional<WellKnownDocument> wellKnown() {
    return wellKnown;
  }

  /** Returns the page. It is sorted here and not in the browser, so that it needs no script. */
  Representation page(PageQuery query) {
    return form(
        "page " + query.href(),
        query.period(),
        Representation.HTML,
        report ->
            templates.page(
                new UpstreamView(report.upstream())
                    .with(new PageView(report, setup(), regions).values(query))));
  }

  /** Returns the JSON, from which the page also draws its charts. */
  Representation json(Period period) {
    return form(
        "json",
        period,
        "application/json",
        report -> ReportJson.of(report, setup(), monitor.rates(), reports.method(), regions));
  }

  Representation csv(Period period) {
    return form(
        "csv",
        period,
        "text/csv;charset=utf-8;header=present",
        report -> RoutesCsv.of(report, setup().settings().version().value()));
  }

  Representation impact(Period period) {
    String type = "application/yaml;charset=utf-8";
    return form("impact", period, type, report -> ImpactExport.of(report, setup()));
  }

  /** Returns a form of a report; the one that is kept while the report is the same. */
  private Representation form(
      String name, Period period, String type, Function<Report, String> writer) {
    return reports
        .find(period)
        .map(
            report ->
                answers.of(
                    name + " of " + period.key(),
                    report,
                    () -> Representation.of(type, writer.apply(report))))
        .orElseGet(this::unknownDays);
  }

  private Representation unknownDays() {
    return UnknownDays.refusal(setup().settings());
  }

  /** Returns whether single days may be known. */
  boolean hasStore() {
    return setup().settings().store().isPresent();
  }

  /** Returns the page of a route. */
  Representation route(String label, Period period) {
    return course(
        "route",
        label,
        period,
        Representation.HTML,
        course -> templates.route(new RouteView(course, hasStore()).values()));
  }

  /** Returns what the page of a route shows, as JSON. */
  Representation routeJson(String label, Period period) {
    return course("route json", label, period, "application/json", RouteJson::of);
  }

  private Representation course(
      String form, String label, Period period, String type, Function<RouteCourse, String> writer) {
    return reports
        .findCourse(label, period)
        .map(
            course ->
                answers.of(
                    form + " " + period.key() + " " + label,
                    course,
                    () -> Representation.of(type, writer.apply(course))))
        .orElseGet(this::unknownDays);
  }

  /** Returns the statements of months. */
  StatementPages statements() {
    return statements;
  }

  /** Returns what tenants cost in months. */
  TenantPages tenants() {
    return tenants;
  }

  /** Returns the pages that compare. */
  ComparePages compared() {
    return compared;
  }

  /** Returns the same work elsewhere, as page or JSON. */
  Representation whatIf(Period period, WhatIfQuery query, boolean isJson) {
    return reports
        .find(period)
        .map(report -> isJson ? whatIf.json(report, query) : whatIf.page(report, query))
        .orElseGet(this::unknownDays);
  }

  /** Returns what was held by route, in money; empty without a price. */
  Optional<Representation> costs(Period period) {
    Optional<Report> report = reports.find(period);
    return report.isEmpty() ? Optional.of(unknownDays()) : whatIf.costs(report.get());
  }

  /** Returns the badge: the total of all instances or nothing. */
  Representation badge(boolean isSvg) {
    Headline headline = reports.headline();
    return answers.of(
        "badge " + isSvg,
        headline,
        () -> templates.badge(isSvg, BadgeView.values(setup().settings().app(), headline)));
  }

  /** Takes the figures of a header; where one is no number, that of the example counts. */
  Representation methodology(String cpuMicros, String bytes) {
    BigDecimal cpu = number(cpuMicros).orElse(MethodologyView.EXAMPLE_CPU_MICROS);
    long allocated = number(bytes).map(BigDecimal::longValue).orElse(MethodologyView.EXAMPLE_BYTES);
    Rates rates = monitor.rates();
    return answers.of(
        "methodology " + cpu + " " + allocated,
        rates,
        () -> {
          MethodologyView view = new MethodologyView(setup(), rates, reports.method());
          Map<String, Object> values = view.values(cpu, allocated, clock.instant());
          return Representation.of(Representation.HTML, templates.methodology(values));
        });
  }

  private static Optional<BigDecimal> number(String text) {
    return Optional.of(text).filter(each -> NUMBER.matcher(each).matches()).map(BigDecimal::new);
  }
}
