// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.units.Range;

/**
 * The way in which energy is found, and how far off the result may be. It may change from window to
 * window, as a meter may fail.
 *
 * @param label {@code measured} with the machine's own meter; {@code measured-host} with a meter
 *     that the host shares with its guest, or with a file that another program writes; {@code
 *     model} for a whole machine; {@code model-vm} for a virtual one
 * @param uncertainty of the energies and emissions
 * @param meterWatts mean power of the window as the meter tells it, in W: that of packages, which
 *     is less than the machine takes at the wall; NaN if nothing was measured
 */
public record EnergyMethod(String label, Uncertainty uncertainty, double meterWatts) {

  /** Creates a method without a reading of a meter. */
  public EnergyMethod(String label, Uncertainty uncertainty) {
    this(label, uncertainty, Double.NaN);
  }

  /** Returns the same with the range of the emissions of a joule. */
  EnergyMethod withElectricity(Range electricity) {
    return new EnergyMethod(label, uncertainty.withElectricity(electricity), meterWatts);
  }

  /** Returns the same with what the meter tells. */
  EnergyMethod withMeter(double watts) {
    return new EnergyMethod(label, uncertainty, watts);
  }
}
