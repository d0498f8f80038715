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
  private final double leastBusyCpus;

  private boolean measured;
  private double idleWatts = Double.NaN;
  private double meanActiveWatts;
  private double meanBusyCpus;

  MeasuredPower(MachineProfile model) {
    modelled = new ModelledPower(model);
    split = new PowerSplit(model.power(), model.logicalCpus());
    leastBusyCpus = Coefficients.utilisationFloor() * model.logicalCpus();
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
    // The process's clock may say more than the machine's, whose energy is all there is to share.
    double busyCpus = window.usedCpus() > model.busyCpus() ? window.usedCpus() : model.busyCpus();
    // So little work explains no more power than a tenth of full load does: the rest is idle power.
    double joulesPerCpuSecond =
        (watts - split.floorWatts(watts, window.busyShare())) / Math.max(busyCpus, leastBusyCpus);
    double activeWatts = joulesPerCpuSecond * busyCpus;
    idleWatts = watts - activeWatts;
    learn(activeWatts, busyCpus);
    return new MachinePower(idleWatts, joulesPerCpuSecond, busyCpus);
  }

  /**
   * A window with little load teaches little: by half a watt that comes and goes on an idle machine
   * a CPU-second seems to take more than any work does.
   */
  private void learn(double activeWatts, double busyCpus) {
    double weight = meanBusyCpus > 0 ? NEWEST * Math.min(1, busyCpus / leastBusyCpus) : 1;
    meanActiveWatts += weight * (activeWatts - meanActiveWatts);
    meanBusyCpus += weight * (busyCpus - meanBusyCpus);
  }

  /** Tells whether power was measured, or comes from what was measured before. */
  boolean isOfMeter() {
    return measured || isCalibrated();
  }

  private boolean isCalibrated() {
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
   * Returns what a CPU-second is to be charged in the next window, in J: the mean of the last ones
   * that had load.
   */
  double usualJoulesPerCpuSecond() {
    return isCalibrated() ? meanActiveWatts / meanBusyCpus : modelled.usualJoulesPerCpuSecond();
  }
}
