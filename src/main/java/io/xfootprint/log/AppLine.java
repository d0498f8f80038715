// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.OtherInstances;
import io.xfootprint.ledger.ProcessTotals;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.math.BigInteger;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the line of a whole application, all its processes included. Keys and decimals come from
 * {@link Metric}; this class knows the order, and which categories a figure adds up.
 */
final class AppLine {

  private final LogLine out;
  private final ProcessTotals process;
  private final OtherInstances others;
  private final Statement all;
  private final Sums operational;

  /** Creates the rest of a line that begins with the name of the application. */
  AppLine(LogLine out, LedgerSnapshot books) {
    this.out = out;
    process = books.process();
    others = books.elsewhere();
    all = books.ofApplication();
    operational = all.operational();
  }

  String text() {
    add(
        CostCategory.REQUESTS,
        Metric.REQUESTS,
        Metric.ESTIMATED,
        Metric.WITHOUT_CPU,
        Metric.CPU_NANOS);
    addOperational(Metric.ENERGY_NANOJOULES);
    add(CostCategory.REQUESTS, Metric.ENERGY_NANOJOULES);
    add(CostCategory.BACKGROUND, Metric.ENERGY_NANOJOULES);
    add(CostCategory.IDLE, Metric.ENERGY_NANOJOULES);
    addOperational(Metric.EMISSIONS_PICOGRAMS);
    add(CostCategory.EMBODIED, Metric.EMISSIONS_PICOGRAMS);
    if (all.line(CostCategory.REQUESTS).knowsCpu()) {
      out.share("coverage", all.coverage());
    }
    add(CostCategory.EMBODIED, Metric.LOW_PICOGRAMS, Metric.HIGH_PICOGRAMS);
    add(CostCategory.MEMORY, Metric.ENERGY_NANOJOULES);
    addOperational(Metric.GC_NANOJOULES, Metric.GC_CPU_NANOS);
    addProcess();
    addOperational(
        Metric.LOW_NANOJOULES, Metric.HIGH_NANOJOULES, Metric.LOW_PICOGRAMS, Metric.HIGH_PICOGRAMS);
    addOrigin();
    return out.toString();
  }

  private void add(CostCategory category, Metric... metrics) {
    Sums line = all.line(category);
    for (Metric metric : metrics) {
      boolean isKnown =
          category == CostCategory.REQUESTS ? metric.isKnown(line) : all.knows(category);
      if (isKnown && process.knows(metric)) {
        out.figure(category.key(metric), line.get(metric), metric);
      }
    }
  }

  /** Adds sums of all that takes energy, known if requests or the background have CPU time. */
  private void addOperational(Metric... metrics) {
    if (all.line(CostCategory.REQUESTS).knowsCpu() || all.knows(CostCategory.BACKGROUND)) {
      for (Metric metric : metrics) {
        if (process.knows(metric)) {
          out.figure(metric.key(), operational.get(metric), metric);
        }
      }
    }
  }

  private void addProcess() {
    if (process.isKnown() && !others.kept()) {
      out.figure(
          "settlement_j",
          BigInteger.valueOf(process.settlementNanojoules()),
          Metric.ENERGY_NANOJOULES);
    }
    if (all.knows(CostCategory.BACKGROUND)) {
      // The steps of its clock can leave a process behind its requests, so this is no sum of lines.
      out.figure(
          "process_cpu_ms",
          others.kept()
              ? operational.get(Metric.CPU_NANOS)
              : BigInteger.valueOf(process.active().cpuNanos()),
          Metric.CPU_NANOS);
    }
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
