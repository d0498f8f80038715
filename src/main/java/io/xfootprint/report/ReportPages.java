// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.MonitorSetup;
import io.xfootprint.ReportSettings.WellKnown;
import io.xfootprint.model.Method;
import io.xfootprint.store.TotalsStore;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
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
  private final Recent<Optional<Method>> method;
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
    MonitorSetup setup = monitor.setup();
    reports = new ReportSource(monitor, store, clock, nanoTime);
    method =
        new Recent<>(
            ReportSource.FRESH, nanoTime, () -> monitor.ledger().snapshot().process().method());
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

  MonitorSetup setup() {
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

  Answer page(Span span, RouteColumn sort, boolean reversed) {
    return Answer.of(
        Answer.HTML,
        templates.page(new PageView(reports.of(span), setup(), regions, sort, reversed).values()));
  }

  Answer json(Span span) {
    return Answer.of(
        Answer.JSON, ReportJson.of(reports.of(span), setup(), monitor.rates(), regions));
  }

  Answer csv(Span span) {
    return Answer.of("text/csv;charset=utf-8;header=present", RoutesCsv.of(reports.of(span)));
  }

  Answer impact(Span span) {
    return Answer.of(
        "application/yaml;charset=utf-8", new ImpactExport(reports.of(span), setup()).text());
  }

  /** Tells the total of all instances or nothing. */
  Answer badge(boolean isSvg) {
    Report report = reports.of(Span.HOUR);
    return templates.badge(
        isSvg, report.isTotalComplete() ? BadgeView.values(report) : BadgeView.unavailable());
  }

  /** Takes the figures of a header; what is no number is the example's. */
  Answer methodology(String cpuMicros, String bytes) {
    Instant now = clock.instant();
    return Answer.of(
        Answer.HTML,
        templates.methodology(
            new MethodologyView(setup(), monitor.rates(), method.get())
                .values(
                    number(cpuMicros).orElse(MethodologyView.EXAMPLE_CPU_MICROS),
                    number(bytes).map(BigDecimal::longValue).orElse(MethodologyView.EXAMPLE_BYTES),
                    now)));
  }

  private static Optional<BigDecimal> number(String text) {
    return text.matches("[0-9]{1,12}(\\.[0-9]{1,3})?")
        ? Optional.of(new BigDecimal(text)).filter(number -> number.compareTo(MOST) < 0)
        : Optional.empty();
  }
}
