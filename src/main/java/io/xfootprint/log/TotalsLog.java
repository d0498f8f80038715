// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSink;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.OtherInstances;
import io.xfootprint.ledger.ProcessTotals;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.RouteFigure;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.ledger.Totals;
import io.xfootprint.settings.LogFormat;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes totals to the logger {@code io.xfootprint.totals}: a line for each route of this process
 * since its start, the largest energy first, then one for the application, which holds all of its
 * processes where totals are kept in a store.
 *
 * <pre>{@code
 * route="GET /orders/*" requests=120 errors=0 cpu_ms=221.430 alloc_b=31457280 energy_j=0.849 co2e_mg=0.105 share=0.412
 * app="shop" requests=291 cpu_ms=530.110 energy_j=4.871 active_j=2.060 background_j=0.311 idle_j=2.500 co2e_mg=0.601 embodied_mg=0.420 coverage=0.871
 * }</pre>
 *
 * <p>These keys are fixed; the page on the log lists them and those that follow them. A figure that
 * is not known is left out. {@code unmeasured} counts the requests whose CPU time was not known,
 * {@code estimated} those whose figures were estimated, where there are any. For use by one thread.
 */
public final class TotalsLog implements LedgerSink {

  /** Name of the logger. */
  public static final String LOGGER = "io.xfootprint.totals";

  private static final Logger log = LoggerFactory.getLogger(LOGGER);

  private static final List<RouteFigure> FIRST_OF_ROUTE =
      List.of(
          RouteFigure.CPU,
          RouteFigure.BYTES,
          RouteFigure.ENERGY,
          RouteFigure.EMISSIONS,
          RouteFigure.SHARE);

  private static final List<Metric> RANGES =
      List.of(
          Metric.LOW_NANOJOULES,
          Metric.HIGH_NANOJOULES,
          Metric.LOW_PICOGRAMS,
          Metric.HIGH_PICOGRAMS);

  private final String app;
  private final LogFormat format;
  private long requestsBefore;
  private long cpuNanosBefore;

  /** Creates a log of an application's totals. */
  public TotalsLog(String app, LogFormat format) {
    this.app = app;
    this.format = format;
  }

  /** Writes the lines, unless there was no request, nor work for one, since the last time. */
  @Override
  public void accept(LedgerSnapshot books) {
    Totals requests = books.now().line(CostCategory.REQUESTS);
    // Not equals(): that of a record keeps the classes of a stopped application.
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
    lines.add(appLine(books));
    return lines;
  }

  private String routeLine(RouteCost route, ProcessTotals process) {
    LogLine out = new LogLine(format).text("route", route.label());
    append(out, RouteFigure.REQUESTS, route);
    append(out, RouteFigure.ERRORS, route);
    appendOddRequests(out, route.own());
    FIRST_OF_ROUTE.forEach(figure -> append(out, figure, route));
    if (process.active().gcNanojoules() >= 0) {
      append(out, RouteFigure.GC_ENERGY, route);
    }
    if (process.isKnown() && process.knowsIdle()) {
      append(out, RouteFigure.FULL_ENERGY, route);
      append(out, RouteFigure.FULL_EMISSIONS, route);
    }
    if (process.method().isPresent() && route.own().knowsCpu()) {
      RANGES.forEach(metric -> append(out, metric, route.own()));
    }
    return out.toString();
  }

  private static void append(LogLine out, RouteFigure figure, RouteCost route) {
    if (figure.isKnown(route)) {
      if (figure == RouteFigure.SHARE) {
        appendShare(out, figure.key(), route.share());
      } else {
        out.number(figure.key(), figure.of(route), figure.decimals());
      }
    }
  }

  private static void append(LogLine out, Metric metric, Sums sums) {
    out.number(metric.key(), sums.get(metric), metric.decimals());
  }

  private static void append(
      LogLine out, CostCategory category, Metric metric, Statement statement) {
    if (statement.knows(category)) {
      out.number(category.key(metric), statement.line(category).get(metric), metric.decimals());
    }
  }

  /** Writes the line of the whole application, wherever its processes run. */
  private String appLine(LedgerSnapshot books) {
    Statement all = books.ofApplication();
    Sums requests = all.line(CostCategory.REQUESTS);
    Sums operational = all.operational();
    boolean knowsAny = requests.knowsCpu() || all.knows(CostCategory.BACKGROUND);
    boolean knowsRange = books.process().method().isPresent();
    LogLine out = new LogLine(format).text("app", app);
    append(out, Metric.REQUESTS, requests);
    appendOddRequests(out, requests);
    if (requests.knowsCpu()) {
      append(out, Metric.CPU_NANOS, requests);
    }
    if (knowsAny) {
      append(out, Metric.ENERGY_NANOJOULES, operational);
    }
    if (requests.knowsCpu()) {
      append(out, CostCategory.REQUESTS, Metric.ENERGY_NANOJOULES, all);
    }
    append(out, CostCategory.BACKGROUND, Metric.ENERGY_NANOJOULES, all);
    append(out, CostCategory.IDLE, Metric.ENERGY_NANOJOULES, all);
    if (knowsAny) {
      append(out, Metric.EMISSIONS_PICOGRAMS, operational);
    }
    append(out, CostCategory.EMBODIED, Metric.EMISSIONS_PICOGRAMS, all);
    if (requests.knowsCpu()) {
      appendShare(out, "coverage", all.coverage());
    }
    if (knowsRange) {
      append(out, CostCategory.EMBODIED, Metric.LOW_PICOGRAMS, all);
      append(out, CostCategory.EMBODIED, Metric.HIGH_PICOGRAMS, all);
    }
    append(out, CostCategory.MEMORY, Metric.ENERGY_NANOJOULES, all);
    appendProcess(out, books, all);
    if (knowsAny && knowsRange) {
      RANGES.forEach(metric -> append(out, metric, operational));
    }
    appendOrigin(out, books);
    return out.toString();
  }

  private static void appendProcess(LogLine out, LedgerSnapshot books, Statement all) {
    ProcessTotals process = books.process();
    Sums operational = all.operational();
    if (process.active().gcNanojoules() >= 0) {
      append(out, Metric.GC_NANOJOULES, operational);
      append(out, Metric.GC_CPU_NANOS, operational);
    }
    boolean isOnly = !books.elsewhere().kept();
    if (process.isKnown() && isOnly) {
      out.number(
          "settlement_j",
          BigInteger.valueOf(process.settlementNanojoules()),
          Metric.ENERGY_NANOJOULES.decimals());
    }
    if (all.knows(CostCategory.BACKGROUND)) {
      // Steps of its own clock can leave a process behind its requests.
      long ofProcess = process.active().cpuNanos();
      out.number(
          "process_cpu_ms",
          isOnly ? BigInteger.valueOf(ofProcess) : operational.get(Metric.CPU_NANOS),
          Metric.CPU_NANOS.decimals());
    }
  }

  /** Appends from whom the figures are, and how energy was found there. */
  private static void appendOrigin(LogLine out, LedgerSnapshot books) {
    OtherInstances elsewhere = books.elsewhere();
    Set<String> methods = new TreeSet<>(elsewhere.methods());
    books.process().method().ifPresent(method -> methods.add(method.label()));
    if (!methods.isEmpty()) {
      out.text("method", String.join("+", methods));
    }
    if (!elsewhere.known()) {
      out.flag("partial");
    } else if (elsewhere.kept()) {
      out.whole("instances", elsewhere.instances() + 1);
    }
  }

  /** Appends how many requests were estimated or not measured, where any were. */
  private static void appendOddRequests(LogLine out, Sums sums) {
    for (Metric metric : List.of(Metric.ESTIMATED, Metric.WITHOUT_CPU)) {
      if (sums.get(metric).signum() > 0) {
        append(out, metric, sums);
      }
    }
  }

  /** Appends a share from 0 to 1, unless it is one of nothing. */
  private static void appendShare(LogLine out, String key, double share) {
    if (!Double.isNaN(share)) {
      out.decimal(key, Math.round(share * 1000));
    }
  }
}
