// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.host.HostProbe;
import io.xfootprint.meter.ProcessMeter;
import io.xfootprint.meter.ResourceUse;
import java.time.InstantSource;

/**
 * Reads the process once per window, says what it cost, and publishes the rates for the next one.
 *
 * <p>{@link #rates()} may be called by any thread at any time; {@link #closeWindow()} by one thread
 * at a time.
 */
public final class Sampler {

  private final ProcessMeter process;
  private final HostProbe probe;
  private final PowerModel power;
  private final Electricity electricity;
  private final InstantSource clock;
  private final boolean virtual;
  private final double utilisationFloor = Defaults.utilisationFloor();

  /** The last that was measured; of a machine that cannot be seen, the usual one. */
  private double utilisation = Defaults.utilisationOfVirtualMachine();

  private long processCpuNanos;
  private volatile Rates rates;

  /**
   * Starts the first window.
   *
   * @param virtual whether the machine's load cannot be seen, so that an assumed one stands for it
   */
  public Sampler(
      ProcessMeter process,
      HostProbe probe,
      PowerModel power,
      boolean virtual,
      Electricity electricity,
      InstantSource clock) {
    this.process = process;
    this.probe = probe;
    this.power = power;
    this.virtual = virtual;
    this.electricity = electricity;
    this.clock = clock;
    processCpuNanos = process.read().cpuNanos();
    rates = currentRates();
  }

  /** Returns the rates of the window that is open. */
  public Rates rates() {
    return rates;
  }

  /**
   * Ends the window and starts the next.
   *
   * @return what the whole process used and cost in it, by the rates that held for its requests;
   *     its bytes are not known
   */
  public Footprint closeWindow() {
    long before = processCpuNanos;
    processCpuNanos = process.read().cpuNanos();
    long used = ResourceUse.between(before, processCpuNanos);
    Footprint cost = rates.estimate(new ResourceUse(used, ResourceUse.UNKNOWN));
    rates = currentRates();
    return cost;
  }

  private Rates currentRates() {
    return new Rates(
        power.joulesPerCpuSecond(utilisation()), electricity.gramsPerJoule(clock.instant()));
  }

  private double utilisation() {
    double measured = virtual ? Double.NaN : probe.busyShare();
    // None if hardly any time has passed since the last one, as when a log line closes a window.
    if (!Double.isNaN(measured)) {
      utilisation = Math.max(utilisationFloor, measured);
    }
    return utilisation;
  }
}
