// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.powermeter.EnergyMeter;

/**
 * The power of a machine at the wall by its own meter, divided into idle power and the power of
 * busy CPUs.
 *
 * <p>A meter of processor packages leaves out power supply, fans, disks and boards, and on AMD the
 * memory: on one server it told 46 to 51 W where the wall gave 104 to 116 W. So its readings are
 * brought to the wall, where the model is too. Work costs what the packages took for it, and the
 * losses on the way to them. An idle machine draws at least what the model says of it, as the meter
 * sees only a part:
 *
 * <pre>{@code
 * J per CPU-second = 1.15 x that of the packages
 * idle             = the larger one of the model's idle power
 *                    and 1.15 x floor of the packages + 20 W
 * }</pre>
 *
 * <p>Without a reading, it follows from earlier readings: by a line through them if they suffice,
 * else by their means. Where there are none, it follows from the model.
 *
 * <p>For use by one thread.
 */
final class MeasuredPower {

  private final ModelledPower modelled;
  private final EnergyMeter meter;
  private final PowerSplit split;
  private final double leastBusyCpus;
  private final double packageToWall = Coefficients.packageToWall();
  private final PowerModel model;

  /** Power of the machine's memory by the model, in W. */
  private final double memoryWatts;

  /** Whether the last reading of the meter gave a figure. */
  private boolean measured;

  /** Of the last measured window. */
  private double idleWatts = Double.NaN;

  // Means over about six measured windows, see learn(); 0 before the first one.
  private double meanActiveWatts;
  private double meanBusyCpus;

  /**
   * Creates a power that nothing was measured of.
   *
   * @param meter for its properties alone
   */
  MeasuredPower(MachineProfile profile, EnergyMeter meter) {
    this.meter = meter;
    model = profile.power();
    memoryWatts = Math.max(model.memoryWatts(), profile.memoryWattsHeld());
    modelled = new ModelledPower(profile);
    split = new PowerSplit(this::meteredWatts, profile.logicalCpus());
    leastBusyCpus = Coefficients.utilisationFloor() * profile.logicalCpus();
  }

  /** Returns whether power was measured when meters were last read. */
  boolean isMeasured() {
    return measured;
  }

  /** Returns the power over a window. */
  MachinePower over(Window window) {
    MachinePower byModel = modelled.over(window);
    boolean hasReading = window.measuredWatts() > 0;
    // A very short window leaves the meter alone, which does not mean that the meter failed.
    if (window.metersRead()) {
      measured = hasReading;
    }
    if (!hasReading) {
      return isCalibrated() ? calibrated(byModel) : byModel;
    }
    double watts = window.measuredWatts();
    double load = window.load().throughputShare();
    split.learn(watts, load, window.seconds());
    // The process's clock may count more than the machine's. There is only the machine's energy to
    // share, so the higher of both divides it.
    double busyCpus =
        window.usedCpus() > byModel.busyCpus() ? window.usedCpus() : byModel.busyCpus();
    // Less work than a tenth of full load explains no more power than that: the rest is idle power.
    double measuredPerCpu =
        (watts - split.floorWatts(watts, load)) / Math.max(busyCpus, leastBusyCpus);
    double joulesPerCpuSecond = lossFactor() * measuredPerCpu;
    idleWatts = idleAtWall(watts - measuredPerCpu * busyCpus);
    learn(joulesPerCpuSecond * busyCpus, busyCpus);
    return new MachinePower(idleWatts, joulesPerCpuSecond, busyCpus);
  }

  /** Returns the factor from a measured joule to one at the wall, for energy above idle. */
  private double lossFactor() {
    return meter.isOfPackages() ? packageToWall : 1;
  }

  /** Returns the power of what the meter measures, by the model. */
  private double meteredWatts(double load) {
    return meter.isOfPackages()
        ? model.packageWatts(load, meter.measuresMemory())
        : model.watts(load);
  }

  /** Returns the idle power at the wall in W of a machine whose meter tells its idle power. */
  private double idleAtWall(double measuredWatts) {
    if (!meter.isOfPackages()) {
      return measuredWatts;
    }
    double modelledWatts =
        model.watts(0) - model.memoryWatts() + (meter.measuresMemory() ? memoryWatts : 0);
    return Math.max(modelledWatts, packageToWall * measuredWatts + model.platformWatts());
  }

  /**
   * A window with little load has little weight. On an idle machine, half a watt that comes and
   * goes would make a CPU-second look dearer than any real work.
   */
  private void learn(double activeWatts, double busyCpus) {
    double weight = meanBusyCpus > 0 ? Rates.NEWEST * Math.min(1, busyCpus / leastBusyCpus) : 1;
    meanActiveWatts += weight * (activeWatts - meanActiveWatts);
    meanBusyCpus += weight * (busyCpus - meanBusyCpus);
  }

  /** Returns whether power comes from the meter, now or by earlier readings. */
  boolean isOfMeter() {
    return measured || isCalibrated();
  }

  /** Returns whether any window with load was measured so far. */
  private boolean isCalibrated() {
    return meanBusyCpus > 0;
  }

  /** Returns the power by earlier readings, at the load that the model has seen or assumed. */
  private MachinePower calibrated(MachinePower byModel) {
    return split
        .line(byModel.busyCpus(), modelled.workPerCpuSecond())
        .map(
            line ->
                new MachinePower(
                    idleAtWall(line.idleWatts()),
                    lossFactor() * line.joulesPerCpuSecond(),
                    line.busyCpus()))
        .orElseGet(
            () -> new MachinePower(idleWatts, usualJoulesPerCpuSecond(), byModel.busyCpus()));
  }

  /**
   * Returns the energy in J that the next window charges for a CPU-second: the mean of about the
   * last six windows with load.
   */
  double usualJoulesPerCpuSecond() {
    return isCalibrated() ? meanActiveWatts / meanBusyCpus : modelled.usualJoulesPerCpuSecond();
  }
}
