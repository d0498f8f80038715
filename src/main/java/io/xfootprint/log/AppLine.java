// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.OtherInstances;
import io.xfootprint.ledger.ProcessTotals;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.model.EnergyMethod;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the line of a whole application, all its processes included. Keys and decimals come from
 * {@link Metric}; this class knows the order.
 */
final class AppLine {

  private static final List<Metric> RANGES =
      List.of(
          Metric.LOW_NANOJOULES,
          Metric.HIGH_NANOJOULES,
          Metric.LOW_PICOGRAMS,
          Metric.HIGH_PICOGRAMS);

  /** Of energy alone: emissions follow from it, except those of the making of the machine. */
  private static final List<Metric> ENERGY_RANGES =
      List.of(Metric.LOW_NANOJOULES, Metric.HIGH_NANOJOULES);

  private final LogLine out;
  private final ProcessTotals process;
  private final OtherInstances others;
  private final Statement all;
  private final Sums full;

  /** Creates the rest of a line that begins with the name of the application. */
  AppLine(LogLine out, LedgerSnapshot books) {
    this.out = out;
    process = books.process();
    others = books.elsewhere();
    all = books.ofApplication();
    full = all.full();
  }

  String text(boolean detailed) {
    add(CostCategory.REQUESTS, List.of(Metric.REQUESTS, Metric.ESTIMATED, Metric.WITHOUT_CPU));
    add(
        CostCategory.REQUESTS,
        List.of(Metric.CPU_NANOS, Metric.ENERGY_NANOJOULES, Metric.EMISSIONS_PICOGRAMS));
    add(CostCategory.BACKGROUND, List.of(Metric.ENERGY_NANOJOULES));
    add(CostCategory.IDLE, List.of(Metric.ENERGY_NANOJOULES));
    add(CostCategory.MEMORY, List.of(Metric.ENERGY_NANOJOULES));
    add(CostCategory.EMBODIED, List.of(Metric.EMISSIONS_PICOGRAMS));
    addFull(List.of(Metric.ENERGY_NANOJOULES, Metric.EMISSIONS_PICOGRAMS));
    if (all.line(CostCategory.REQUESTS).knowsCpu()) {
      out.share("coverage", all.coverage());
    }
    addOrigin();
    if (detailed) {
      addDetail();
    }
    return out.toString();
  }

  private void addDetail() {
    add(CostCategory.REQUESTS, List.of(Metric.GC_NANOJOULES));
    addProcess();
    add(CostCategory.REQUESTS, RANGES);
    add(CostCategory.BACKGROUND, ENERGY_RANGES);
    add(CostCategory.IDLE, ENERGY_RANGES);
    add(CostCategory.MEMORY, ENERGY_RANGES);
    add(CostCategory.EMBODIED, List.of(Metric.LOW_PICOGRAMS, Metric.HIGH_PICOGRAMS));
    addFull(RANGES);
  }

  private void add(CostCategory category, List<Metric> metrics) {
    Sums line = all.line(category);
    for (Metric metric : metrics) {
      boolean isKnown =
          category == CostCategory.REQUESTS ? metric.isKnown(line) : all.knows(category);
      if (isKnown && process.knows(metric)) {
        out.figure(category.key(metric), line.get(metric), metric);
      }
    }
  }

  private void addFull(List<Metric> metrics) {
    for (Metric metric : metrics) {
      if (all.knowsFull() && process.knows(metric)) {
        out.figure(metric.fullKey(), full.get(metric), metric);
      }
    }
  }

  /** Adds what is known of the process as a whole; with a store, of all processes. */
  private void addProcess() {
    if (!all.knows(CostCategory.BACKGROUND)) {
      return;
    }
    if (process.knows(Metric.GC_NANOJOULES)) {
      out.figure(
          Metric.GC_NANOJOULES.fullKey(), full.get(Metric.GC_NANOJOULES), Metric.GC_NANOJOULES);
      out.figure(Metric.GC_CPU_NANOS.key(), full.get(Metric.GC_CPU_NANOS), Metric.GC_CPU_NANOS);
    }
    if (process.isKnown() && !others.kept()) {
      out.figure(
          "settlement_j",
          BigInteger.valueOf(process.settlementNanojoules()),
          Metric.ENERGY_NANOJOULES);
    }
    // The steps of its clock can leave a process behind its requests, so this is no sum of lines.
    out.figure(
        "process_cpu_ms",
        others.kept()
            ? full.get(Metric.CPU_NANOS)
            : BigInteger.valueOf(process.active().cpuNanos()),
        Metric.CPU_NANOS);
    process.method().stream()
        .mapToDouble(EnergyMethod::meterWatts)
        .filter(Double::isFinite)
        .forEach(watts -> out.number("meter_w", BigInteger.valueOf(Math.round(watts * 1000)), 3));
  }

  /** Adds how the energy was found, and how many instances the figures cover. */
  private void addOrigin() {
    Set<String> methods = new TreeSet<>(others.methods());
    process.method().ifPresent(method -> methods.add(method.label()));
    if (!methods.isEmpty()) {
      out.text("method", String.join("+", methods));
    }
    if (!others.known()) {
      out.flag("partial");
    } else if (others.kept()) {
      out.number("instances", BigInteger.valueOf(others.instances() + 1L), 0);
    }
  }
}
