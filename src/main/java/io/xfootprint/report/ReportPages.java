// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.Provenance;
import io.xfootprint.model.Rates;
import io.xfootprint.reading.Headline;
import io.xfootprint.reading.Report;
import io.xfootprint.reading.ReportSource;
import io.xfootprint.reading.Span;
import io.xfootprint.settings.ReportSettings.WellKnown;
import io.xfootprint.store.TotalsStore;
import java.math.BigDecimal;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * All answers that a running application can give; for one monitor. Safe for use by many threads.
 */
final class ReportPages {

  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

  private final FootprintMonitor monitor;
  private final Templates templates;
  private final InstantSource clock;
  private final ReportSource reports;
  private final Regions regions;
  private final Kept<Representation> answers = new Kept<>();
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
    regions = new Regions(setup, clock.instant());
    wellKnown =
        setup
            .settings()
            .report()
            .wellKnown()
            .flatMap(
                settings ->
                    store.map(
                        kept -> new WellKnownDocument(settings, setup, kept, clock, nanoTime)));
  }

  Provenance setup() {
    return monitor.setup();
  }

  boolean isOf(FootprintMonitor other) {
    return monitor.equals(other);
  }

  /** Tells whether what is published refers to this address for its method. */
  boolean isPublishedMethod(String path) {
    return wellKnown.isPresent()
        && setup()
            .settings()
            .report()
            .wellKnown()
            .filter(settings -> refersTo(settings, path))
            .isPresent();
  }

  /** On the host that is published, a proxy may have taken away the beginning of the path. */
  private static boolean refersTo(WellKnown settings, String path) {
    URI method = settings.methodology();
    return method.getPath().equals(path)
        || (method.getPath().endsWith(path) && settings.target().equals(method.getAuthority()));
  }

  Optional<WellKnownDocument> wellKnown() {
    return wellKnown;
  }

  Representation page(Span span, RouteColumn sort, boolean reversed) {
    Report report = reports.of(span);
    return answers.of(
        "page " + span + " by " + sort + (reversed ? " reversed" : ""),
        report,
        () ->
            Representation.of(
                Representation.HTML,
                templates.page(new PageView(report, setup(), regions, sort, reversed).values())));
  }

  Representation json(Span span) {
    Report report = reports.of(span);
    return answers.of(
        "json " + span,
        report,
        () ->
            Representation.of(
                Representation.JSON, ReportJson.of(report, setup(), monitor.rates(), regions)));
  }

  Representation csv(Span span) {
    Report report = reports.of(span);
    return answers.of(
        "csv " + span,
        report,
        () -> Representation.of("text/csv;charset=utf-8;header=present", RoutesCsv.of(report)));
  }

  Representation impact(Span span) {
    Report report = reports.of(span);
    return answers.of(
        "impact " + span,
        report,
        () ->
            Representation.of(
                "application/yaml;charset=utf-8", new ImpactExport(report, setup()).text()));
  }

  /** Tells the total of all instances or nothing. */
  Representation badge(boolean isSvg) {
    Headline headline = reports.headline();
    return answers.of(
        "badge " + isSvg,
        headline,
        () ->
            templates.badge(
                isSvg,
                headline.isComplete()
                    ? BadgeView.values(setup().settings().app(), headline)
                    : BadgeView.unavailable()));
  }

  /** Takes the figures of a header; what is no number is the example's. */
  Representation methodology(String cpuMicros, String bytes) {
    BigDecimal cpu = number(cpuMicros).orElse(MethodologyView.EXAMPLE_CPU_MICROS);
    long allocated = number(bytes).map(BigDecimal::longValue).orElse(MethodologyView.EXAMPLE_BYTES);
    Rates rates = monitor.rates();
    return answers.of(
        "methodology " + cpu + " " + allocated,
        rates,
        () ->
            Representation.of(
                Representation.HTML,
                templates.methodology(
                    new MethodologyView(setup(), rates, reports.method())
                        .values(cpu, allocated, clock.instant()))));
  }

  private static Optional<BigDecimal> number(String text) {
    return text.matches("[0-9]{1,12}(\\.[0-9]{1,3})?")
        ? Optional.of(new BigDecimal(text)).filter(number -> number.compareTo(MOST) < 0)
        : Optional.empty();
  }
}
