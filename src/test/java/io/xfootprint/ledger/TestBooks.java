// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.EnergyMethod;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Books made up of sums, and what tests ask of all their lines together. */
public final class TestBooks {

  private TestBooks() {}

  /** Returns books with these sums since the start, of which the process says what is known. */
  public static LedgerSnapshot of(
      Map<Route, Totals> routes,
      Totals background,
      Totals idle,
      Totals memory,
      Totals embodied,
      ProcessTotals process) {
    Map<CostCategory, Totals> beyond = new EnumMap<>(CostCategory.class);
    if (process.isKnown()) {
      beyond.put(CostCategory.BACKGROUND, background);
    }
    if (process.knowsIdle()) {
      beyond.put(CostCategory.IDLE, idle);
      beyond.put(CostCategory.EMBODIED, embodied);
    }
    if (process.knowsMemory()) {
      beyond.put(CostCategory.MEMORY, memory);
    }
    List<LedgerReading> none = List.of(LedgerReading.empty(0));
    return new LedgerSnapshot(
        new LedgerReading(0, routes, beyond, Map.of()),
        none,
        none,
        process,
        OtherInstances.NOWHERE,
        Map.of(),
        List.of());
  }

  /** Returns sums as they leave the ledger. */
  public static Sums sums(Totals totals) {
    return Sums.of(totals);
  }

  /** Returns sums as they leave the ledger, without a share of garbage collection. */
  public static Sums sums(
      long requests,
      long errors,
      long withoutCpu,
      long withoutBytes,
      long estimated,
      long cpuNanos,
      long allocatedBytes,
      long energyNanojoules,
      long emissionsPicograms) {
    return sums(
        totals(
            requests,
            errors,
            withoutCpu,
            withoutBytes,
            estimated,
            cpuNanos,
            allocatedBytes,
            energyNanojoules,
            emissionsPicograms));
  }

  /** Returns sums of the ledger without a share of garbage collection. */
  public static Totals totals(
      long requests,
      long errors,
      long withoutCpu,
      long withoutBytes,
      long estimated,
      long cpuNanos,
      long allocatedBytes,
      long energyNanojoules,
      long emissionsPicograms) {
    return new Totals(
        requests,
        errors,
        withoutCpu,
        withoutBytes,
        estimated,
        cpuNanos,
        allocatedBytes,
        energyNanojoules,
        0,
        emissionsPicograms);
  }

  /**
   * Returns by how much energy in nJ the requests are ahead of the process: 0 but for the steps of
   * the process's clock, and for rates that were too high. The lines of the books add up to the
   * process's energy and this.
   */
  public static long aheadNanojoules(ProcessTotals process) {
    return Math.max(0, process.requests().energyNanojoules() - process.active().energyNanojoules());
  }

  /** Returns the sums of all lines but embodied emissions. */
  public static Totals application(LedgerSnapshot books) {
    return Stream.of(
            CostCategory.REQUESTS, CostCategory.BACKGROUND, CostCategory.IDLE, CostCategory.MEMORY)
        .map(books.now()::line)
        .reduce(Totals.NONE, Totals::plus);
  }

  /** Returns the energy of a line in nJ. */
  public static long energy(LedgerSnapshot books, CostCategory category) {
    return books.now().line(category).energyNanojoules();
  }

  /** Returns the cost of a window in which nothing was held, so that only its work has a cost. */
  public static WindowCost ofWork(
      EnergyMethod method, Footprint active, long gcCpuNanos, double joulesPerCpuSecond) {
    return new WindowCost(
        method,
        Methods.GRID,
        active,
        gcCpuNanos,
        joulesPerCpuSecond,
        Footprint.NONE,
        Footprint.NONE,
        Footprint.NONE);
  }
}
