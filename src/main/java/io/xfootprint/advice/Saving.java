// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import io.xfootprint.advice.Doubt.Part;
import io.xfootprint.model.Coefficients;
import io.xfootprint.model.Uncertainty;
import java.util.ArrayList;
import java.util.List;

/**
 * The emissions of the same work there, as a ratio of those here, with the range in which the true
 * ratio should lie nine times out of ten: {@code 0.38, 0.22 to 0.59} is {@code -62 % (-41 to -78)}.
 *
 * <p>The rule of the range. Each figure that may be off is moved to both ends of its own range,
 * alone, and the ratio is computed again. The logarithms of what that changes are added up in
 * quadrature, downwards and upwards each for itself, as the figures have nothing to do with each
 * other. What both sides share moves both at once, and so cancels as far as it is the same part of
 * both:
 *
 * <ul>
 *   <li>the grid, where both places are in one area, and the PUE, where the other one has none
 *   <li>the power of work and of idle vCPUs, where it comes from the same figures of the same host
 *   <li>the power of a GB of memory, and the emissions of making: one constant and one method
 * </ul>
 *
 * <p>All else is taken as independent. That errors of two grid factors or of two processors may go
 * together would make the range narrower. Between machines with different figures there are two
 * more doubts of the other side: the CPU time that the work takes there, and what the making of
 * that type is off beyond the method. Immutable.
 *
 * @param ratio emissions there divided by those here
 * @param low the least that the ratio may mean
 * @param high the greatest
 */
public record Saving(double ratio, double low, double high) {

  private static final double HALF_A_PERCENT = 0.005;

  /** Returns the saving of work that moves from one spot to another. */
  static Saving of(Spot here, Spot there) {
    return of(here, there, doubts(here, there));
  }

  /** Returns the saving with doubts of its own. */
  static Saving of(Spot here, Spot there, List<Doubt> doubts) {
    double ratio = there.grams() / here.grams();
    double down = 0;
    double up = 0;
    for (Doubt doubt : doubts) {
      double below = Math.log(doubt.ratio(here, there, 1 / doubt.range().below()) / ratio);
      double above = Math.log(doubt.ratio(here, there, doubt.range().above()) / ratio);
      down = Math.hypot(down, Math.min(0, Math.min(below, above)));
      up = Math.hypot(up, Math.max(0, Math.max(below, above)));
    }
    return new Saving(ratio, ratio * Math.exp(-down), ratio * Math.exp(up));
  }

  private static List<Doubt> doubts(Spot here, Spot there) {
    List<Doubt> doubts = new ArrayList<>(ofPlaces(here.place(), there.place()));
    doubts.addAll(ofPower(here.power(), there.power()));
    doubts.addAll(shared(here.power().uncertainty()));
    return doubts;
  }

  /** Returns the doubts that fewer vCPUs of the same machine have: all are on both sides. */
  static List<Doubt> ofSameMachine(Spot spot) {
    return doubts(spot, spot);
  }

  private static List<Doubt> ofPlaces(Place here, Place there) {
    List<Doubt> doubts = new ArrayList<>();
    if (here.area().equals(there.area())) {
      doubts.add(Doubt.ofBoth(Part.ELECTRICITY, here.grid()));
    } else {
      doubts.add(Doubt.ofHere(Part.ELECTRICITY, here.grid()));
      doubts.add(Doubt.ofThere(Part.ELECTRICITY, there.grid()));
    }
    if (here.name().equals(there.name()) || !there.ownPue()) {
      doubts.add(Doubt.ofBoth(Part.ELECTRICITY, here.pueRange()));
    } else {
      doubts.add(Doubt.ofHere(Part.ELECTRICITY, here.pueRange()));
      doubts.add(Doubt.ofThere(Part.ELECTRICITY, there.pueRange()));
    }
    return doubts;
  }

  private static List<Doubt> ofPower(PowerFigures here, PowerFigures there) {
    Uncertainty own = here.uncertainty();
    Uncertainty other = there.uncertainty();
    return here.isSharedWith(there)
        ? List.of(Doubt.ofBoth(Part.WORK, own.dynamic()), Doubt.ofBoth(Part.IDLE, own.idle()))
        : List.of(
            Doubt.ofHere(Part.WORK, own.dynamic()),
            Doubt.ofThere(Part.WORK, other.dynamic()),
            Doubt.ofHere(Part.IDLE, own.idle()),
            Doubt.ofThere(Part.IDLE, other.idle()),
            Doubt.ofThere(Part.WORK, Coefficients.cpuSecondsElsewhereRange()),
            Doubt.ofThere(Part.EMBODIED, Coefficients.embodiedElsewhereRange()));
  }

  private static List<Doubt> shared(Uncertainty uncertainty) {
    return List.of(
        Doubt.ofBoth(Part.MEMORY, uncertainty.memory()),
        Doubt.ofBoth(Part.EMBODIED, uncertainty.embodied()));
  }

  /** Returns by how much the emissions change, in percent: -62 for a saving. */
  public double percent() {
    return percent(ratio);
  }

  /** Returns the change in percent at the end of the range that saves least. */
  public double leastPercent() {
    return percent(high);
  }

  /** Returns the change in percent at the end of the range that saves most. */
  public double mostPercent() {
    return percent(low);
  }

  private static double percent(double of) {
    return 100 * (of - 1);
  }

  /**
   * Returns whether the range holds no change at all, or less than half a percent, which is told as
   * 0 %.
   */
  public boolean mayBeNoChange() {
    return low <= 1 + HALF_A_PERCENT && high >= 1 - HALF_A_PERCENT;
  }
}
