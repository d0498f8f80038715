// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.model.MachineProfile;
import io.xfootprint.units.Scale;
import java.util.Optional;

/**
 * The measured work of a period: what the process used and what was held for it, of all instances
 * that the statement covers.
 *
 * <p>The books have no hours. But idle energy, energy of memory and embodied emissions were booked
 * by the hour at known prices, so the hours follow from them:
 *
 * <pre>{@code
 * GB-hours   = J of memory / (W per GB x 3600)
 * vCPU-hours = (g embodied - g per GB-hour x GB-hours) / g per vCPU-hour
 * }</pre>
 *
 * <p>Where making costs nothing by the settings, vCPU-hours follow from the idle energy. The prices
 * are those of the instance that answers: other machines in the same period are read as if they
 * were this one. Immutable.
 *
 * @param cpuSeconds CPU time of all threads of the process, in s
 * @param cpuHours vCPUs held times hours
 * @param gigabyteHours GB of memory held times hours; 0 if no memory is known to be held
 * @param bill what it took where it ran
 */
public record Work(double cpuSeconds, double cpuHours, double gigabyteHours, Bill bill) {

  private static final double SECONDS_PER_HOUR = 3600;

  /**
   * Returns the work of a statement.
   *
   * @param model of the machine it ran on
   * @param measured whether a meter told the power, so that idle energy has no price of the model
   * @return empty if the use of the process or the hours are not known, or there were none
   */
  public static Optional<Work> of(Statement statement, MachineProfile model, boolean measured) {
    if (!statement.knowsFull()) {
      return Optional.empty();
    }
    Sums used = statement.line(CostCategory.REQUESTS).plus(statement.line(CostCategory.BACKGROUND));
    Bill bill =
        new Bill(
            joules(used),
            joules(statement.line(CostCategory.IDLE)),
            joules(statement.line(CostCategory.MEMORY)),
            used(statement.line(CostCategory.EMBODIED), Metric.EMISSIONS_PICOGRAMS));
    double gigabyteHours = gigabyteHours(bill, model);
    double cpuHours = cpuHours(bill, gigabyteHours, model, measured);
    // Memory in a meter's power has no line; a fixed part of the machine was held all the time.
    double held = model.held().memoryBytes().orElse(0) / Scale.GIGA;
    double ofHeld = held * cpuHours / model.held().cpus().orElse(Double.POSITIVE_INFINITY);
    return Double.isFinite(cpuHours) && cpuHours > 0
        ? Optional.of(
            new Work(
                used(used, Metric.CPU_NANOS),
                cpuHours,
                gigabyteHours > 0 ? gigabyteHours : ofHeld,
                bill))
        : Optional.empty();
  }

  private static double gigabyteHours(Bill bill, MachineProfile model) {
    double watts = model.memoryWattsPerGigabyte();
    return watts > 0 ? bill.memoryJoules() / (watts * SECONDS_PER_HOUR) : 0;
  }

  private static double cpuHours(
      Bill bill, double gigabyteHours, MachineProfile model, boolean measured) {
    if (model.embodiedGramsPerCpuHour() > 0) {
      double ofMemory = model.embodiedGramsPerGigabyteHour() * gigabyteHours;
      return (bill.embodiedGrams() - ofMemory) / model.embodiedGramsPerCpuHour();
    }
    double watts = model.power().idleWattsPerCpu();
    return watts > 0 && !measured ? bill.idleJoules() / (watts * SECONDS_PER_HOUR) : Double.NaN;
  }

  private static double joules(Sums sums) {
    return used(sums, Metric.ENERGY_NANOJOULES);
  }

  /** Returns a figure in base units. */
  private static double used(Sums sums, Metric metric) {
    return sums.get(metric).doubleValue() / metric.perBaseUnit();
  }
}
