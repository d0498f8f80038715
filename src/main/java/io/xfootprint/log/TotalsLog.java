// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSink;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.ProcessTotals;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.RouteFigure;
import io.xfootprint.ledger.Totals;
import io.xfootprint.settings.LogDetail;
import io.xfootprint.settings.LogSettings;
import io.xfootprint.upstream.UpstreamSum;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes totals since the start to the logger {@code io.xfootprint.totals}: a line for each route
 * of this process, the largest energy first, one for each tenant if there are any, and a line for
 * the application. With a store, that line covers all processes of the application.
 *
 * <pre>{@code
 * route="GET /orders/*" requests=120 errors=0 cpu_ms=221.430 alloc_b=31457280 energy_j=0.849 co2e_mg=0.105 share=0.412 full_j=3.782 full_co2e_mg=0.642
 * app="shop" requests=291 cpu_ms=530.110 energy_j=2.060 co2e_mg=0.254 background_j=0.311 idle_j=2.500 memory_j=4.210 embodied_mg=0.420 full_j=9.081 full_co2e_mg=1.540 coverage=0.871 method="model-vm"
 * }</pre>
 *
 * <p>Energy and emissions are what requests cause; those called full are everything. These keys are
 * fixed. More follow them with {@link LogDetail#FULL}; the page on the log lists all. A figure that
 * is not known is left out. For use by one thread.
 */
public final class TotalsLog implements LedgerSink {

  /** Name of the logger. */
  public static final String LOGGER = "io.xfootprint.totals";

  private static final Logger log = LoggerFactory.getLogger(LOGGER);

  private static final Set<RouteFigure> FIGURES_OF_ROUTE =
      EnumSet.range(RouteFigure.REQUESTS, RouteFigure.FULL_EMISSIONS);

  private static final Set<RouteFigure> MORE_OF_ROUTE =
      EnumSet.range(RouteFigure.GC_ENERGY, RouteFigure.FULL_HIGH_EMISSIONS);

  private final String app;
  private final LogSettings settings;
  private final TenantLines tenants;
  private long requestsBefore;
  private long cpuNanosBefore;

  /** Creates a log of an application's totals. */
  public TotalsLog(String app, LogSettings settings) {
    this.app = app;
    this.settings = settings;
    tenants = new TenantLines(app, settings);
  }

  /** Writes the lines, if there were requests, or work for one, since the last time. */
  @Override
  public void accept(LedgerSnapshot books) {
    Totals requests = books.now().line(CostCategory.REQUESTS);
    // A record's equals() would keep the classes of a stopped application in the JDK.
    if (requests.requests() != requestsBefore || requests.cpuNanos() != cpuNanosBefore) {
      requestsBefore = requests.requests();
      cpuNanosBefore = requests.cpuNanos();
      acceptLast(books);
    }
  }

  /** Writes the lines. */
  @Override
  public void acceptLast(LedgerSnapshot books) {
    lines(books).forEach(log::info);
  }

  List<String> lines(LedgerSnapshot books) {
    List<String> lines = new ArrayList<>();
    for (RouteCost route : books.sinceStart().routesByEnergy()) {
      UpstreamSum upstream = books.upstream().getOrDefault(route.label(), UpstreamSum.NONE);
      lines.add(routeLine(route, books.process(), upstream));
    }
    lines.addAll(tenants.of(books));
    AppLine line = new AppLine(new LogLine(settings.format()).text("app", app), books);
    lines.add(line.text(isDetailed()));
    return lines;
  }

  private boolean isDetailed() {
    return settings.detail() == LogDetail.FULL;
  }

  private String routeLine(RouteCost route, ProcessTotals process, UpstreamSum upstream) {
    LogLine out = new LogLine(settings.format()).text("route", route.label());
    FIGURES_OF_ROUTE.forEach(figure -> add(out, figure, route, process));
    add(out, upstream);
    if (isDetailed()) {
      MORE_OF_ROUTE.forEach(figure -> add(out, figure, route, process));
    }
    return out.toString();
  }

  /** Adds what other services have cost, where the route has called any. */
  private static void add(LogLine out, UpstreamSum upstream) {
    if (upstream.isNone()) {
      return;
    }
    if (upstream.isKnown()) {
      out.figure(
          "up_energy_j", BigInteger.valueOf(upstream.nanojoules()), Metric.ENERGY_NANOJOULES);
      out.figure(
          "up_co2e_mg", BigInteger.valueOf(upstream.picograms()), Metric.EMISSIONS_PICOGRAMS);
    }
    out.number("up_calls", BigInteger.valueOf(upstream.calls()), 0);
    out.number("up_unknown", BigInteger.valueOf(upstream.unknown()), 0);
  }

  private static void add(LogLine out, RouteFigure figure, RouteCost route, ProcessTotals process) {
    if (figure == RouteFigure.SHARE) {
      out.share(figure.key(), figure.isKnown(route) ? route.share() : Double.NaN);
    } else if (figure.isKnown(route) && process.knows(figure.metric())) {
      out.figure(figure.key(), figure.of(route), figure.metric());
    }
  }
}
