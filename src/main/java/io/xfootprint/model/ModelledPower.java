// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

/**
 * The power of a machine by the model, at the load that was seen or is assumed.
 *
 * <p>A virtual machine does not see the load of its host, so one is assumed: half load, or what the
 * user says of the host. Its own load says nothing about the host's: a guest may be idle on a busy
 * server.
 *
 * <p>For use by one thread.
 */
final class ModelledPower {

  private final MachineProfile profile;
  private final double utilisationFloor = Coefficients.utilisationFloor();

  /** The last one measured; the assumed one for a machine whose load cannot be seen. */
  private double utilisation;

  ModelledPower(MachineProfile profile) {
    this.profile = profile;
    utilisation = profile.hostUtilisation();
  }

  /**
   * Returns the power at the load of a window. Where the load was not read, as in a very short
   * window, the last known load counts.
   */
  MachinePower over(Window window) {
    boolean seen = !Double.isNaN(window.busyShare());
    if (seen && !profile.virtual()) {
      utilisation = Math.max(utilisationFloor, window.busyShare());
    }
    PowerModel power = profile.power();
    return new MachinePower(
        power.idleWattsPerCpu() * profile.logicalCpus(),
        power.joulesPerCpuSecond(utilisation),
        (seen ? window.busyShare() : utilisation) * profile.logicalCpus());
  }

  /** Returns the energy in J that the next window charges for a CPU-second. */
  double usualJoulesPerCpuSecond() {
    return profile.power().joulesPerCpuSecond(utilisation);
  }
}
