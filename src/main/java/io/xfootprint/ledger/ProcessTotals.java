// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.meter.ResourceUse;
import io.xfootprint.model.EnergyMethod;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import java.util.Optional;

/**
 * What the whole process has used from its start to the last close of a window. It is measured
 * independently of requests, so the lines of the books can be checked against it.
 *
 * @param method how the energy of the last window was found; empty before the first window
 * @param active use of all threads, and its energy beyond idle power; {@code gcNanojoules} are
 *     those of all garbage collection. Negative where unknown
 * @param gcCpuNanos CPU time of garbage collection in ns; negative if unknown
 * @param settlementNanojoules what requests were charged, by the rates of the window before, less
 *     what each window cost in the end, in nJ; the background is lower by this amount
 * @param requests the sums of all requests at the last close
 * @param knowsIdle whether the energy of idle power is known of every window
 * @param knowsMemory whether the energy of memory is known of every window
 */
public record ProcessTotals(
    Optional<EnergyMethod> method,
    Footprint active,
    long gcCpuNanos,
    long settlementNanojoules,
    Totals requests,
    boolean knowsIdle,
    boolean knowsMemory) {

  /** Nothing has been read yet. */
  public static final ProcessTotals UNKNOWN =
      new ProcessTotals(
          Optional.empty(), Footprint.UNKNOWN, ResourceUse.UNKNOWN, 0, Totals.NONE, true, true);

  /** Returns whether the process's CPU time is known, and with it the background. */
  public boolean isKnown() {
    return active.cpuNanos() >= 0;
  }

  /** Returns whether the last windows had what figures of a metric need. */
  public boolean knows(Metric metric) {
    return switch (metric) {
      case GC_NANOJOULES, GC_CPU_NANOS -> active.gcNanojoules() >= 0;
      case LOW_NANOJOULES, HIGH_NANOJOULES, LOW_PICOGRAMS, HIGH_PICOGRAMS -> method.isPresent();
      default -> true;
    };
  }

  /**
   * Adds a window.
   *
   * @param requestsNow the sums of all requests at its close
   */
  ProcessTotals plus(WindowCost window, Totals requestsNow) {
    Totals charged = requestsNow.since(requests);
    return new ProcessTotals(
        Optional.of(window.method()),
        sum(active, window.active()),
        window.active().cpuNanos() < 0 ? gcCpuNanos : sum(gcCpuNanos, window.gcCpuNanos()),
        settlementNanojoules + settlement(window, charged),
        requestsNow,
        knowsIdle && window.idle().energyNanojoules() >= 0,
        knowsMemory && window.memory().energyNanojoules() >= 0);
  }

  /** Leaves out a window in which the process's use is not known. */
  private Footprint sum(Footprint before, Footprint window) {
    if (window.cpuNanos() < 0) {
      return before;
    }
    return isKnown() ? before.plus(window) : window;
  }

  private long sum(long before, long window) {
    return isKnown() ? ResourceUse.sum(before, window) : window;
  }

  /** Returns the use that requests do not explain, which is the background. */
  Footprint beyondRequests() {
    return new Footprint(
        rest(active.cpuNanos(), requests.cpuNanos()),
        rest(active.allocatedBytes(), requests.allocatedBytes()),
        rest(active.energyNanojoules(), requests.energyNanojoules()),
        rest(active.gcNanojoules(), requests.gcNanojoules()),
        rest(active.emissionsPicograms(), requests.emissionsPicograms()));
  }

  private static long rest(long ofProcess, long ofRequests) {
    return Math.max(0, ofProcess - ofRequests);
  }

  private static long settlement(WindowCost window, Totals charged) {
    if (window.active().cpuNanos() < 0) {
      return 0;
    }
    double gcShare =
        window.active().allocatedBytes() > 0
            ? Math.min(1, (double) charged.allocatedBytes() / window.active().allocatedBytes())
            : 0;
    double due =
        charged.cpuNanos() * window.joulesPerCpuSecond()
            + Math.max(0, window.active().gcNanojoules()) * gcShare;
    return charged.energyNanojoules() - Math.round(due);
  }
}
