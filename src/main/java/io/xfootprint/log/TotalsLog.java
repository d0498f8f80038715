// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSink;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.ProcessTotals;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.RouteFigure;
import io.xfootprint.ledger.Totals;
import io.xfootprint.settings.LogFormat;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes totals since the start to the logger {@code io.xfootprint.totals}: a line for each route
 * of this process, the largest energy first, and a line for the application. With a store, that
 * line covers all processes of the application.
 *
 * <pre>{@code
 * route="GET /orders/*" requests=120 errors=0 cpu_ms=221.430 alloc_b=31457280 energy_j=0.849 co2e_mg=0.105 share=0.412
 * app="shop" requests=291 cpu_ms=530.110 energy_j=4.871 active_j=2.060 background_j=0.311 idle_j=2.500 co2e_mg=0.601 embodied_mg=0.420 coverage=0.871
 * }</pre>
 *
 * <p>These keys are fixed. The page on the log lists them and those that follow them. A figure that
 * is not known is left out. For use by one thread.
 */
public final class TotalsLog implements LedgerSink {

  /** Name of the logger. */
  public static final String LOGGER = "io.xfootprint.totals";

  private static final Logger log = LoggerFactory.getLogger(LOGGER);

  private static final List<RouteFigure> FIGURES_OF_ROUTE =
      List.of(
          RouteFigure.REQUESTS,
          RouteFigure.ERRORS,
          RouteFigure.ESTIMATED,
          RouteFigure.UNMEASURED,
          RouteFigure.CPU,
          RouteFigure.BYTES,
          RouteFigure.ENERGY,
          RouteFigure.EMISSIONS,
          RouteFigure.SHARE,
          RouteFigure.GC_ENERGY,
          RouteFigure.FULL_ENERGY,
          RouteFigure.FULL_EMISSIONS,
          RouteFigure.LOW_ENERGY,
          RouteFigure.HIGH_ENERGY,
          RouteFigure.LOW_EMISSIONS,
          RouteFigure.HIGH_EMISSIONS);

  private final String app;
  private final LogFormat format;
  private long requestsBefore;
  private long cpuNanosBefore;

  /** Creates a log of an application's totals. */
  public TotalsLog(String app, LogFormat format) {
    this.app = app;
    this.format = format;
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
      lines.add(routeLine(route, books.process()));
    }
    lines.add(new AppLine(new LogLine(format).text("app", app), books).text());
    return lines;
  }

  private String routeLine(RouteCost route, ProcessTotals process) {
    LogLine out = new LogLine(format).text("route", route.label());
    for (RouteFigure figure : FIGURES_OF_ROUTE) {
      if (figure.isKnown(route) && figure.isKnown(process)) {
        if (figure == RouteFigure.SHARE) {
          out.share(figure.key(), route.share());
        } else {
          out.figure(figure.key(), figure.of(route), figure.metric());
        }
      }
    }
    return out.toString();
  }
}
