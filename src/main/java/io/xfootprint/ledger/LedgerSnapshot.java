// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The books at one instant: what every reader gets, so that all figures of one reading fit
 * together. All but the routes are as of the last close of a window.
 *
 * @param routes the lines of the routes, in the order of their names
 * @param background what the process used beyond its requests: compilation, housekeeping, its own
 *     part of garbage collection, requests that could not be measured or had not ended
 * @param idle the process's share of the machine's idle power
 * @param memory the power of memory beyond what the machine's idle power holds
 * @param embodied its share of the making of the machine, emissions only
 * @param process what was read of the process as a whole
 * @param elsewhere what the application has cost in other processes
 */
public record LedgerSnapshot(
    Map<Route, Periods> routes,
    Periods background,
    Periods idle,
    Periods memory,
    Periods embodied,
    ProcessTotals process,
    OtherInstances elsewhere) {

  /** Books of an application that is this process alone. */
  public LedgerSnapshot(
      Map<Route, Periods> routes,
      Periods background,
      Periods idle,
      Periods memory,
      Periods embodied,
      ProcessTotals process) {
    this(routes, background, idle, memory, embodied, process, OtherInstances.NOWHERE);
  }

  /** Returns the sums over all routes. */
  public Periods requests() {
    return routes.values().stream().reduce(Periods.NONE, Periods::plus);
  }

  /**
   * Returns the sums of the whole application: all routes, background, idle power and memory.
   * Embodied emissions are not in.
   */
  public Periods application() {
    return requests().plus(background).plus(idle).plus(memory);
  }

  /** Returns whether the process's CPU time is known, and so the background. */
  public boolean knowsProcess() {
    return process.isKnown();
  }

  /** Returns the share of the process's CPU time since the start that requests explain. */
  public double coverage() {
    return ofProcess().coverage();
  }

  /** Returns the lines of this process since the start, each with its range once that is known. */
  public Statement ofProcess() {
    Map<CostCategory, Sums> lines = new EnumMap<>(CostCategory.class);
    lines.putAll(ofProcess(Periods::sinceStart).lines());
    BigInteger gcCpuNanos = BigInteger.valueOf(Math.max(0, process.gcCpuNanos()));
    lines.computeIfPresent(
        CostCategory.BACKGROUND, (line, amounts) -> amounts.with(Metric.GC_CPU_NANOS, gcCpuNanos));
    return new Statement(lines);
  }

  /**
   * Returns the lines of this process over a period, each with its range once that is known; the
   * CPU time of garbage collection is known since the start only.
   *
   * @param period such as {@link Periods#lastDay}
   */
  public Statement ofProcess(Function<Periods, Totals> period) {
    Map<CostCategory, Totals> lines = new EnumMap<>(CostCategory.class);
    lines.put(CostCategory.REQUESTS, period.apply(requests()));
    if (knowsProcess()) {
      lines.put(CostCategory.BACKGROUND, period.apply(background));
    }
    if (process.knowsIdle()) {
      lines.put(CostCategory.IDLE, period.apply(idle));
      lines.put(CostCategory.EMBODIED, period.apply(embodied));
    }
    if (process.knowsMemory()) {
      lines.put(CostCategory.MEMORY, period.apply(memory));
    }
    Map<CostCategory, Sums> amounts = new EnumMap<>(CostCategory.class);
    lines.forEach((line, totals) -> amounts.put(line, withRange(line, Sums.of(totals))));
    return new Statement(amounts);
  }

  /** Returns the lines of the whole application, whatever process they were in. */
  public Statement ofApplication() {
    return elsewhere.books().plus(ofProcess());
  }

  /** Returns what a route cost since the start, with its range once that is known. */
  public Sums ofRoute(Periods route) {
    return ofRoute(route.sinceStart());
  }

  /** Returns what a route cost, with its range once that is known. */
  public Sums ofRoute(Totals route) {
    return withRange(CostCategory.REQUESTS, Sums.of(route));
  }

  /** Returns amounts of a line with their range, once that is known. */
  public Sums withRange(CostCategory line, Sums amounts) {
    return process
        .method()
        .map(method -> line.within(amounts, method.uncertainty()))
        .orElse(amounts);
  }

  /**
   * Returns what tells full costs: with a share of what belongs to time and to no request.
   *
   * @param period such as {@link Periods#lastDay}
   */
  public FullCosts full(Function<Periods, Totals> period) {
    return new FullCosts(
        period.apply(requests()).plus(period.apply(background)).cpuNanos(),
        period.apply(idle).plus(period.apply(memory)).plus(period.apply(embodied)));
  }
}
