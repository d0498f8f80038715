// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.Provenance;
import io.xfootprint.model.Rates;
import io.xfootprint.reading.DayRange;
import io.xfootprint.reading.Headline;
import io.xfootprint.reading.Period;
import io.xfootprint.reading.Report;
import io.xfootprint.reading.ReportSource;
import io.xfootprint.reading.RouteCourse;
import io.xfootprint.regression.VersionCosts;
import io.xfootprint.store.TotalsStore;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
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
        report -> templates.page(new PageView(report, setup(), regions).values(query)));
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
    return Representation.refusal(
        HttpServletResponse.SC_SERVICE_UNAVAILABLE,
        "text/plain;charset=utf-8",
        hasStore()
            ? "These days are not known now, as the store cannot be read; the log says why.\n"
            : "These days are not known: only the setting store keeps the past.\n");
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

  /** Returns the page that compares two periods. */
  Representation comparePeriods(DayRange now, DayRange before) {
    Optional<Report> after = reports.find(now);
    Optional<Report> earlier = reports.find(before);
    if (after.isEmpty() || earlier.isEmpty()) {
      return unknownDays();
    }
    List<VersionCosts> versions = reports.versions("", "");
    return comparison(
        new CompareView(
                app(), List.of(now, before), versions, newest(versions, 0), newest(versions, 1))
            .withDays()
            .ofPeriods(after.get(), earlier.get()));
  }

  /** Returns the page that compares two versions; without a table if one of them is not known. */
  Representation compareVersions(String version, String before, DayRange now) {
    List<VersionCosts> known = reports.versions(version, before);
    Optional<VersionCosts> later = named(known, version);
    Optional<VersionCosts> earlier = named(known, before);
    return later.isPresent() && earlier.isPresent()
        ? comparison(view(known, version, before, now).ofVersions(later.get(), earlier.get()))
        : comparison(view(known, newest(known, 0), newest(known, 1), now));
  }

  private CompareView view(List<VersionCosts> known, String version, String before, DayRange now) {
    CompareView view = new CompareView(app(), List.of(now, now.before()), known, version, before);
    return hasStore() ? view.withDays() : view;
  }

  private static Optional<VersionCosts> named(List<VersionCosts> known, String version) {
    return known.stream().filter(each -> each.version().equals(version)).findFirst();
  }

  private static String newest(List<VersionCosts> known, int place) {
    return known.size() > place ? known.get(place).version() : "";
  }

  private Representation comparison(CompareView view) {
    return Representation.of(Representation.HTML, templates.comparison(view.values()));
  }

  private String app() {
    return setup().settings().app();
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
