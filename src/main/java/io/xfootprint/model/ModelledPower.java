// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

/** The power of a machine by the load that is seen or assumed. For use by one thread. */
final class ModelledPower {

  private final MachineProfile model;
  private final double utilisationFloor = Coefficients.utilisationFloor();

  /** The last that was measured; of a machine that cannot be seen, the usual one. */
  private double utilisation = Coefficients.utilisationOfVirtualMachine();

  ModelledPower(MachineProfile model) {
    this.model = model;
  }

  /**
   * Returns the power at the load of a window; at the last known one where it was not read, as when
   * hardly any time has passed.
   */
  MachinePower over(Window window) {
    boolean seen = !Double.isNaN(window.busyShare());
    if (seen && !model.virtual()) {
      utilisation = Math.max(utilisationFloor, window.busyShare());
    }
    PowerModel power = model.power();
    return new MachinePower(
        power.idleWattsPerCpu() * model.logicalCpus(),
        power.joulesPerCpuSecond(utilisation),
        (seen ? window.busyShare() : utilisation) * model.logicalCpus());
  }

  /** Returns what a CPU-second is to be charged in the next window, in J. */
  double usualJoulesPerCpuSecond() {
    return model.power().joulesPerCpuSecond(utilisation);
  }
}
