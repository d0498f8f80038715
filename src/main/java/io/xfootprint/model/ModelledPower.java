// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.host.Load;

/**
 * The power of a machine by the model, at the load that was seen or is assumed.
 *
 * <p>The curve is read at the share of its greatest throughput, for which servers were measured,
 * and not at the share of busy threads. What it says above idle is divided by the busy threads: a
 * thread with a core for itself does more work and takes more power. CPU time in which a thread did
 * not run, because the hypervisor ran another guest, costs nothing.
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

  /** Above 1 where threads have their core for themselves. */
  private double workPerBusyCpu = 1;

  /** Mean over about six windows, as a window with few ticks says little. */
  private double meanRanShare = 1;

  ModelledPower(MachineProfile profile) {
    this.profile = profile;
    utilisation = profile.hostUtilisation();
  }

  /**
   * Returns the power at the load of a window. Where the load was not read, as in a very short
   * window, the last known load counts.
   */
  MachinePower over(Window window) {
    Load load = window.load();
    int logicalCpus = profile.logicalCpus();
    double ranShare = meanRanShare;
    if (load.isKnown()) {
      ranShare = load.ranShare(window.usedCpus() / logicalCpus);
      meanRanShare += Rates.NEWEST * (ranShare - meanRanShare);
      if (!profile.virtual()) {
        utilisation = Math.max(utilisationFloor, load.throughputShare());
        workPerBusyCpu = load.busyShare() > 0 ? load.throughputShare() / load.busyShare() : 1;
      }
    }
    double busyShare = load.isKnown() ? load.busyShare() : utilisation / workPerBusyCpu;
    return new MachinePower(
        profile.power().idleWattsPerCpu() * logicalCpus,
        joulesOfFullWork() * workPerBusyCpu * ranShare,
        busyShare * logicalCpus / ranShare);
  }

  /** Returns the energy in J of as much work as a CPU-second does on a fully busy machine. */
  private double joulesOfFullWork() {
    return profile.power().joulesPerCpuSecond(utilisation);
  }

  /**
   * Returns the work of a CPU-second by the clock of a thread, in CPU-seconds of a fully busy
   * machine, as it was in the last windows.
   */
  double workPerCpuSecond() {
    return workPerBusyCpu * meanRanShare;
  }

  /** Returns the energy in J that the next window charges for a CPU-second. */
  double usualJoulesPerCpuSecond() {
    return joulesOfFullWork() * workPerCpuSecond();
  }
}
