// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.LogFormat;
import io.xfootprint.ledger.CostRange;
import io.xfootprint.ledger.FullCost;
import io.xfootprint.ledger.FullCosts;
import io.xfootprint.ledger.LedgerSink;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Periods;
import io.xfootprint.ledger.ProcessTotals;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Totals;
import io.xfootprint.model.Uncertainty.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the totals since the start to the logger {@code io.xfootprint.totals}: a line for each
 * route, the largest energy first, then one for the application.
 *
 * <pre>{@code
 * route="GET /orders/*" requests=120 errors=0 cpu_ms=221.430 alloc_b=31457280 energy_j=0.849 co2e_mg=0.105 share=0.412
 * app="shop" requests=291 cpu_ms=530.110 energy_j=4.871 active_j=2.060 background_j=0.311 idle_j=2.500 co2e_mg=0.601 embodied_mg=0.420 coverage=0.871
 * }</pre>
 *
 * <p>These keys are fixed; the README lists them and those that follow them. A figure that is not
 * known is left out. {@code unmeasured} counts the requests whose CPU time was not known, {@code
 * estimated} those whose figures were estimated, where there are any. For use by one thread.
 */
public final class RouteLog implements LedgerSink {

  /** Name of the logger. */
  public static final String LOGGER = "io.xfootprint.totals";

  private static final Logger log = LoggerFactory.getLogger(LOGGER);

  /** Decimals that nJ are of a J, and pg of a mg. */
  private static final int NANO = 9;

  /** Decimals that ns are of a ms. */
  private static final int MICRO = 6;

  private static final Comparator<Entry<Route, Periods>> LARGEST_ENERGY_FIRST =
      Comparator.comparingLong(
              (Entry<Route, Periods> line) -> line.getValue().sinceStart().energyNanojoules())
          .reversed()
          .thenComparing(Entry::getKey);

  private final String app;
  private final LogFormat format;
  private long requestsBefore;
  private long cpuNanosBefore;

  /** Creates a log of an application's totals. */
  public RouteLog(String app, LogFormat format) {
    this.app = app;
    this.format = format;
  }

  /** Writes the lines, unless there was no request, nor work for one, since the last time. */
  @Override
  public void accept(LedgerSnapshot books) {
    Totals requests = books.requests().sinceStart();
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
    Totals ofAllRoutes = books.requests().sinceStart();
    FullCosts full = books.full(Periods::sinceStart);
    List<String> lines =
        new ArrayList<>(
            books.routes().entrySet().stream()
                .sorted(LARGEST_ENERGY_FIRST)
                .map(line -> routeLine(line, ofAllRoutes, full, books))
                .toList());
    lines.add(appLine(books));
    return lines;
  }

  private String routeLine(
      Map.Entry<Route, Periods> line, Totals ofAllRoutes, FullCosts full, LedgerSnapshot books) {
    Totals totals = line.getValue().sinceStart();
    LogLine out =
        new LogLine(format)
            .text("route", line.getKey().label())
            .whole("requests", totals.requests())
            .whole("errors", totals.errors());
    appendCpu(out, totals);
    if (totals.knowsBytes()) {
      out.whole("alloc_b", totals.allocatedBytes());
    }
    if (totals.knowsCpu()) {
      out.decimal("energy_j", totals.energyNanojoules(), NANO);
      out.decimal("co2e_mg", totals.emissionsPicograms(), NANO);
      appendShare(
          out, "share", (double) totals.energyNanojoules() / ofAllRoutes.energyNanojoules());
    }
    if (totals.knowsCpu() && books.process().active().gcNanojoules() >= 0) {
      out.decimal("gc_j", totals.gcNanojoules(), NANO);
    }
    if (totals.knowsCpu() && books.process().isKnown() && books.process().knowsIdle()) {
      appendFull(out, full.of(totals));
    }
    if (totals.knowsCpu()) {
      books.range(line.getValue()).ifPresent(range -> appendRange(out, range));
    }
    return out.toString();
  }

  private static void appendFull(LogLine out, FullCost full) {
    out.decimal("full_j", full.energyNanojoules(), NANO);
    out.decimal("full_co2e_mg", full.emissionsPicograms(), NANO);
  }

  private String appLine(LedgerSnapshot books) {
    Totals requests = books.requests().sinceStart();
    Totals all = books.application().sinceStart();
    ProcessTotals process = books.process();
    boolean knowsAny = requests.knowsCpu() || books.knowsProcess();
    LogLine out = new LogLine(format).text("app", app).whole("requests", requests.requests());
    appendCpu(out, requests);
    if (knowsAny) {
      out.decimal("energy_j", all.energyNanojoules(), NANO);
    }
    if (requests.knowsCpu()) {
      out.decimal("active_j", requests.energyNanojoules(), NANO);
    }
    if (books.knowsProcess()) {
      out.decimal("background_j", energy(books.background()), NANO);
    }
    if (process.knowsIdle()) {
      out.decimal("idle_j", energy(books.idle()), NANO);
    }
    if (knowsAny) {
      out.decimal("co2e_mg", all.emissionsPicograms(), NANO);
    }
    if (process.knowsIdle()) {
      out.decimal("embodied_mg", books.embodied().sinceStart().emissionsPicograms(), NANO);
    }
    if (requests.knowsCpu()) {
      appendShare(out, "coverage", books.coverage());
    }
    appendProcess(out, books);
    if (knowsAny) {
      books.range().ifPresent(range -> appendRange(out, range));
    }
    process.method().ifPresent(method -> out.text("method", method.label()));
    return out.toString();
  }

  private static void appendProcess(LogLine out, LedgerSnapshot books) {
    ProcessTotals process = books.process();
    if (process.knowsIdle()) {
      process
          .method()
          .ifPresent(
              method ->
                  appendEmbodiedRange(
                      out,
                      method.uncertainty().embodied(),
                      books.embodied().sinceStart().emissionsPicograms()));
    }
    if (process.knowsMemory()) {
      out.decimal("memory_j", energy(books.memory()), NANO);
    }
    if (process.active().gcNanojoules() >= 0) {
      out.decimal("gc_j", process.active().gcNanojoules(), NANO);
      out.decimal("gc_cpu_ms", process.gcCpuNanos(), MICRO);
    }
    if (process.isKnown()) {
      out.decimal("settlement_j", process.settlementNanojoules(), NANO);
      out.decimal("process_cpu_ms", process.active().cpuNanos(), MICRO);
    }
  }

  private static void appendEmbodiedRange(LogLine out, Range range, long picograms) {
    out.decimal("embodied_low_mg", Math.round(range.low((double) picograms)), NANO);
    out.decimal("embodied_high_mg", Math.round(range.high((double) picograms)), NANO);
  }

  private static void appendRange(LogLine out, CostRange range) {
    out.decimal("energy_low_j", range.lowNanojoules(), NANO);
    out.decimal("energy_high_j", range.highNanojoules(), NANO);
    out.decimal("co2e_low_mg", range.lowPicograms(), NANO);
    out.decimal("co2e_high_mg", range.highPicograms(), NANO);
  }

  private static long energy(Periods line) {
    return line.sinceStart().energyNanojoules();
  }

  private static void appendCpu(LogLine out, Totals totals) {
    if (totals.estimated() > 0) {
      out.whole("estimated", totals.estimated());
    }
    if (totals.withoutCpu() > 0) {
      out.whole("unmeasured", totals.withoutCpu());
    }
    if (totals.knowsCpu()) {
      out.decimal("cpu_ms", totals.cpuNanos(), MICRO);
    }
  }

  /** Appends a share from 0 to 1, unless it is one of nothing. */
  private static void appendShare(LogLine out, String key, double share) {
    if (!Double.isNaN(share)) {
      out.decimal(key, Math.round(share * 1000));
    }
  }
}
