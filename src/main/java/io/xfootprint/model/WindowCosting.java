// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.grid.SourcedIntensity;
import io.xfootprint.meter.ResourceUse;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.process.ProcessUse;
import io.xfootprint.units.Range;
import io.xfootprint.units.Scale;

/**
 * Turns the readings of a window into its cost, and into the rates for use in the next one.
 *
 * <p>For use by one thread.
 */
final class WindowCosting {

  private final MachineProfile profile;

  /** The method of a window by the model; its electricity is that of the window. */
  private final EnergyMethod modelled;

  /** The method of a window by the meter. */
  private final EnergyMethod measured;

  private final MeasuredPower power;
  private final EnergyMeter meter;
  private final GarbageRate garbage = new GarbageRate(Coefficients.gcCpuSecondsPerGigabyte());

  private final double gcCapJoulesPerByte = Coefficients.gcCapNanojoulesPerByte() / Scale.NANO;

  /** What the meter told when it was last read; NaN if unknown. A very short window reads none. */
  private double meterWatts = Double.NaN;

  /**
   * Creates the costing of a machine. Reads nothing.
   *
   * @param meter the machine's power meter, for its properties alone
   */
  WindowCosting(MachineProfile profile, EnergyMeter meter) {
    this.profile = profile;
    this.meter = meter;
    modelled =
        new EnergyMethod(profile.virtual() ? "model-vm" : "model", profile.power().uncertainty());
    PowerSource source = meter.isShared() ? PowerSource.HOST_METER : PowerSource.POWER_METER;
    Uncertainty ofMeter = Uncertainty.of(source, profile.virtual(), false, Range.EXACT);
    measured =
        new EnergyMethod(
            meter.isShared() ? "measured-host" : "measured",
            meter.isOfPackages() ? ofMeter.withIdleOf(modelled.uncertainty()) : ofMeter);
    power = new MeasuredPower(profile, meter);
  }

  /**
   * Returns the cost of a window.
   *
   * @param resources the resources held in it
   * @param grid the intensity of the electricity in it
   */
  WindowCost cost(Window window, HeldResources resources, SourcedIntensity grid) {
    double gramsPerJoule = profile.electricity().gramsPerJoule(grid);
    ProcessUse use = window.use();
    MachinePower machine = power.over(window);
    if (window.metersRead()) {
      meterWatts = window.measuredWatts();
    }
    garbage.add(use.gcCpuNanos(), use.allocatedBytes());
    double held = resources.heldCpus(ownShare(window, machine), profile.logicalCpus());
    // The machine's idle power x the part of the machine that is held x the time.
    double idleJoules = machine.idleWatts() * held / profile.logicalCpus() * window.seconds();
    double heldBytes = resources.heldMemoryBytes(window.residentBytes());
    double memoryJoules = memoryJoules(heldBytes, window.seconds());
    return new WindowCost(
        method(grid).withMeter(meterWatts),
        grid,
        active(use, machine.joulesPerCpuSecond(), gramsPerJoule),
        use.gcCpuNanos(),
        machine.joulesPerCpuSecond(),
        Footprint.ofTime(idleJoules, idleJoules * gramsPerJoule),
        Footprint.ofTime(memoryJoules, memoryJoules * gramsPerJoule),
        Footprint.ofTime(0, profile.embodiedGrams(held, heldBytes, window.seconds())));
  }

  /** Returns the energy in J of memory. It is 0 where the meter includes memory in its power. */
  private double memoryJoules(double heldBytes, double seconds) {
    return meter.measuresMemory() && power.isOfMeter()
        ? 0
        : profile.memoryJoules(heldBytes, seconds);
  }

  /** Returns the use and the energy above idle of all threads of the process. */
  private static Footprint active(ProcessUse use, double joulesPerCpuSecond, double gramsPerJoule) {
    if (use.cpuNanos() < 0) {
      return Footprint.UNKNOWN;
    }
    // The process's CPU time includes that of collections, so bytes add nothing here.
    double nanojoules = use.cpuNanos() * joulesPerCpuSecond;
    return new Footprint(
        use.cpuNanos(),
        use.allocatedBytes(),
        Math.round(nanojoules),
        use.gcCpuNanos() < 0
            ? ResourceUse.UNKNOWN
            : Math.round(use.gcCpuNanos() * joulesPerCpuSecond),
        Math.round(nanojoules * gramsPerJoule * Rates.PICOGRAMS_PER_NANOGRAM));
  }

  /** Returns the process's share of the CPU time that all processes used; NaN if unknown. */
  private static double ownShare(Window window, MachinePower machine) {
    double usedCpus = window.usedCpus();
    return usedCpus == 0 ? 0 : Math.min(1, usedCpus / machine.busyCpus());
  }

  /** Returns whether power was measured when meters were last read. */
  boolean isMeasured() {
    return power.isMeasured();
  }

  /** Returns the way in which energy was found when meters were last read, with an intensity. */
  EnergyMethod method(SourcedIntensity grid) {
    EnergyMethod ofEnergy = power.isMeasured() ? measured : modelled;
    return ofEnergy.withElectricity(profile.electricity().range(grid));
  }

  /** Returns the rates for the next window. */
  Rates rates(SourcedIntensity grid) {
    double joulesPerCpuSecond = power.usualJoulesPerCpuSecond();
    double joulesPerByte = joulesPerCpuSecond * garbage.cpuNanosPerByte() / Scale.NANO;
    return new Rates(
        joulesPerCpuSecond,
        Math.min(gcCapJoulesPerByte, joulesPerByte),
        profile.electricity().gramsPerJoule(grid));
  }
}
