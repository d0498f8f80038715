// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.Provenance;
import io.xfootprint.model.Rates;
import io.xfootprint.reading.Headline;
import io.xfootprint.reading.Report;
import io.xfootprint.reading.ReportSource;
import io.xfootprint.reading.Span;
import io.xfootprint.store.TotalsStore;
import java.math.BigDecimal;
import java.time.InstantSource;
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
        query.span(),
        Representation.HTML,
        report -> templates.page(new PageView(report, setup(), regions).values(query)));
  }

  /** Returns the JSON, from which the page also draws its charts. */
  Representation json(Span span) {
    return form(
        "json",
        span,
        "application/json",
        report -> ReportJson.of(report, setup(), monitor.rates(), reports.method(), regions));
  }

  Representation csv(Span span) {
    return form(
        "csv",
        span,
        "text/csv;charset=utf-8;header=present",
        report -> RoutesCsv.of(report, setup().settings().version().value()));
  }

  Representation impact(Span span) {
    String type = "application/yaml;charset=utf-8";
    return form("impact", span, type, report -> ImpactExport.of(report, setup()));
  }

  /** Returns a form of the report of a span; the one that is kept while the report is the same. */
  private Representation form(
      String name, Span span, String type, Function<Report, String> writer) {
    Report report = reports.of(span);
    return answers.of(
        name + " of " + span, report, () -> Representation.of(type, writer.apply(report)));
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
