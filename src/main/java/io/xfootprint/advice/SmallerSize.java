// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import io.xfootprint.model.Coefficients;
import java.util.Optional;

/**
 * The same machine with fewer vCPUs, as this process has never used them all: its idle power and
 * the making of its vCPUs shrink, its work and its memory stay. Memory is not advised on: the most
 * that a JVM has used says little of what it needs, as the heap takes what it may have and the
 * system keeps files in the rest. Immutable.
 *
 * @param heldCpus vCPUs that are held
 * @param cpus vCPUs that would do: as many whole ones less as were never used
 * @param saving what that changes
 */
public record SmallerSize(double heldCpus, double cpus, Saving saving) {

  /** Returns how many of the vCPUs were never used. */
  public double unused() {
    return heldCpus - cpus;
  }

  /**
   * Returns the smaller size.
   *
   * @param here what the work takes with all vCPUs
   * @param held vCPUs that are held
   * @param peak the most CPUs used, as the mean over a window; NaN if not known
   * @param gigabytes memory held
   * @return empty if less than one whole vCPU was unused, or it is not known
   */
  static Optional<SmallerSize> of(Spot here, double held, double peak, double gigabytes) {
    double fewer = Math.max(Math.min(1, held), held - Math.floor(held - peak));
    if (!(fewer < held)) {
      return Optional.empty();
    }
    Bill bill = here.bill();
    double part = fewer / held;
    double ofCpus = embodiedPartOfCpus(held, gigabytes);
    Spot there =
        new Spot(
            here.machine(),
            here.place(),
            new Bill(
                bill.workJoules(),
                bill.idleJoules() * part,
                bill.memoryJoules(),
                bill.embodiedGrams() * (1 - ofCpus * (1 - part))),
            here.power());
    return Optional.of(new SmallerSize(held, fewer, Saving.of(here, there)));
  }

  /** Returns the part of the making of a machine that its vCPUs are, by the default figures. */
  private static double embodiedPartOfCpus(double cpus, double gigabytes) {
    double ofCpus = Coefficients.embodiedGramsPerCpuHour() * cpus;
    return ofCpus / (ofCpus + Coefficients.embodiedGramsPerGigabyteHour() * gigabytes);
  }
}
