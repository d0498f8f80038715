// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import java.util.Optional;

/**
 * The power of a machine by its own meter; where that tells nothing, by what was learnt from it
 * before, and else by the model. For use by one thread.
 */
final class MeasuredPower {

  /** Weight of the newest window in a mean over about 6. */
  private static final double NEWEST = 2.0 / (6 + 1);

  private final ModelledPower modelled;
  private final PowerSplit split;

  private boolean measured;
  private double idleWatts = Double.NaN;
  private double meanActiveWatts;
  private double meanBusyCpus;

  MeasuredPower(CostModel model) {
    modelled = new ModelledPower(model);
    split = new PowerSplit(model.power(), model.logicalCpus());
  }

  /** Tells whether power was measured when meters were read last. */
  boolean isMeasured() {
    return measured;
  }

  /** Returns the power over a window. */
  MachinePower over(Window window) {
    MachinePower model = modelled.over(window);
    boolean told = window.measuredWatts() > 0;
    if (window.metersRead()) {
      measured = told;
    }
    if (!told) {
      return isCalibrated() ? calibrated(model) : model;
    }
    double watts = window.measuredWatts();
    split.learn(watts, window.busyShare(), window.seconds());
    idleWatts = split.floorWatts(watts, window.busyShare());
    // The process's clock may say more than the machine's, whose energy is all there is to share.
    double busyCpus = window.usedCpus() > model.busyCpus() ? window.usedCpus() : model.busyCpus();
    double weight = meanBusyCpus > 0 ? NEWEST : 1;
    meanActiveWatts += weight * (watts - idleWatts - meanActiveWatts);
    meanBusyCpus += weight * (busyCpus - meanBusyCpus);
    return new MachinePower(idleWatts, busyCpus > 0 ? (watts - idleWatts) / busyCpus : 0, busyCpus);
  }

  /** Tells whether power follows what was measured in this window or before. */
  boolean isCalibrated() {
    return meanBusyCpus > 0;
  }

  private MachinePower calibrated(MachinePower model) {
    Optional<PowerLine> line = split.line();
    return new MachinePower(
        line.map(PowerLine::idleWatts).orElse(idleWatts),
        line.map(PowerLine::wattsPerBusyCpu).orElse(usualJoulesPerCpuSecond()),
        model.busyCpus());
  }

  /**
   * Returns what a CPU-second is to be charged in the next window, in J: the mean of the last ones,
   * as one with little load tells little.
   */
  double usualJoulesPerCpuSecond() {
    return isCalibrated() ? meanActiveWatts / meanBusyCpus : modelled.usualJoulesPerCpuSecond();
  }
}
