// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.FullCost;
import io.xfootprint.ledger.FullCosts;
import io.xfootprint.ledger.LedgerSink;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.OtherInstances;
import io.xfootprint.ledger.Periods;
import io.xfootprint.ledger.ProcessTotals;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.ledger.Totals;
import io.xfootprint.settings.LogFormat;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
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
 * <p>These keys are fixed; the README lists them and those that follow them. A figure that is not
 * known is left out. {@code unmeasured} counts the requests whose CPU time was not known, {@code
 * estimated} those whose figures were estimated, where there are any. For use by one thread.
 */
public final class TotalsLog implements LedgerSink {

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
  public TotalsLog(String app, LogFormat format) {
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
    appendCpu(out, Sums.of(totals));
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
    if (totals.knowsCpu() && books.process().method().isPresent()) {
      appendRange(out, books.ofRoute(line.getValue()));
    }
    return out.toString();
  }

  private static void appendFull(LogLine out, FullCost full) {
    out.decimal("full_j", full.energyNanojoules(), NANO);
    out.decimal("full_co2e_mg", full.emissionsPicograms(), NANO);
  }

  /** Writes the line of the whole application, wherever its processes run. */
  private String appLine(LedgerSnapshot books) {
    Statement all = books.ofApplication();
    Sums requests = all.line(CostCategory.REQUESTS);
    Sums operational = all.operational();
    boolean knowsAny = requests.knowsCpu() || all.knows(CostCategory.BACKGROUND);
    LogLine out = new LogLine(format).text("app", app);
    out.whole("requests", requests.asLong(Metric.REQUESTS));
    appendCpu(out, requests);
    if (knowsAny) {
      out.decimal("energy_j", operational.get(Metric.ENERGY_NANOJOULES), NANO);
    }
    if (requests.knowsCpu()) {
      out.decimal("active_j", requests.get(Metric.ENERGY_NANOJOULES), NANO);
    }
    appendEnergy(out, "background_j", all, CostCategory.BACKGROUND);
    appendEnergy(out, "idle_j", all, CostCategory.IDLE);
    if (knowsAny) {
      out.decimal("co2e_mg", operational.get(Metric.EMISSIONS_PICOGRAMS), NANO);
    }
    if (all.knows(CostCategory.EMBODIED)) {
      Sums embodied = all.line(CostCategory.EMBODIED);
      out.decimal("embodied_mg", embodied.get(Metric.EMISSIONS_PICOGRAMS), NANO);
    }
    if (requests.knowsCpu()) {
      appendShare(out, "coverage", all.coverage());
    }
    boolean knowsRange = books.process().method().isPresent();
    if (knowsRange && all.knows(CostCategory.EMBODIED)) {
      Sums embodied = all.line(CostCategory.EMBODIED);
      out.decimal("embodied_low_mg", embodied.get(Metric.LOW_PICOGRAMS), NANO);
      out.decimal("embodied_high_mg", embodied.get(Metric.HIGH_PICOGRAMS), NANO);
    }
    appendEnergy(out, "memory_j", all, CostCategory.MEMORY);
    appendProcess(out, books, all);
    if (knowsAny && knowsRange) {
      appendRange(out, operational);
    }
    appendOrigin(out, books);
    return out.toString();
  }

  private static void appendEnergy(LogLine out, String key, Statement books, CostCategory line) {
    if (books.knows(line)) {
      out.decimal(key, books.line(line).get(Metric.ENERGY_NANOJOULES), NANO);
    }
  }

  private static void appendProcess(LogLine out, LedgerSnapshot books, Statement all) {
    ProcessTotals process = books.process();
    Sums operational = all.operational();
    if (process.active().gcNanojoules() >= 0) {
      out.decimal("gc_j", operational.get(Metric.GC_NANOJOULES), NANO);
      out.decimal("gc_cpu_ms", operational.get(Metric.GC_CPU_NANOS), MICRO);
    }
    boolean isOnly = !books.elsewhere().kept();
    if (process.isKnown() && isOnly) {
      out.decimal("settlement_j", process.settlementNanojoules(), NANO);
    }
    if (all.knows(CostCategory.BACKGROUND)) {
      // Steps of its own clock can leave a process behind its requests.
      long ofProcess = process.active().cpuNanos();
      out.decimal(
          "process_cpu_ms",
          isOnly ? BigInteger.valueOf(ofProcess) : operational.get(Metric.CPU_NANOS),
          MICRO);
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

  private static void appendRange(LogLine out, Sums amounts) {
    out.decimal("energy_low_j", amounts.get(Metric.LOW_NANOJOULES), NANO);
    out.decimal("energy_high_j", amounts.get(Metric.HIGH_NANOJOULES), NANO);
    out.decimal("co2e_low_mg", amounts.get(Metric.LOW_PICOGRAMS), NANO);
    out.decimal("co2e_high_mg", amounts.get(Metric.HIGH_PICOGRAMS), NANO);
  }

  private static void appendCpu(LogLine out, Sums amounts) {
    if (amounts.asLong(Metric.ESTIMATED) > 0) {
      out.whole("estimated", amounts.asLong(Metric.ESTIMATED));
    }
    if (amounts.asLong(Metric.WITHOUT_CPU) > 0) {
      out.whole("unmeasured", amounts.asLong(Metric.WITHOUT_CPU));
    }
    if (amounts.knowsCpu()) {
      out.decimal("cpu_ms", amounts.get(Metric.CPU_NANOS), MICRO);
    }
  }

  /** Appends a share from 0 to 1, unless it is one of nothing. */
  private static void appendShare(LogLine out, String key, double share) {
    if (!Double.isNaN(share)) {
      out.decimal(key, Math.round(share * 1000));
    }
  }
}
