// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import io.xfootprint.grid.Location;
import io.xfootprint.host.Host;
import io.xfootprint.model.EnergyMethod;
import io.xfootprint.model.MachineProfile;
import io.xfootprint.model.PowerModel;
import java.util.Optional;

/**
 * Where and on what the work was done. Immutable.
 *
 * @param model the machine and what is held of it
 * @param host the machine as it was found
 * @param location the place
 * @param method how energy was found in the last window; empty before the first
 * @param peakCpus the most CPUs that this process has used, as the mean over a window; NaN if not
 *     known
 */
public record Circumstances(
    MachineProfile model,
    Host host,
    Location location,
    Optional<EnergyMethod> method,
    double peakCpus) {

  Need need() {
    return Need.of(model, host, peakCpus);
  }

  /** Returns whether a meter told the power of the last window. */
  boolean isMeasured() {
    return method.filter(each -> each.label().startsWith("measured")).isPresent();
  }

  PowerFigures power() {
    PowerModel power = model.power();
    return new PowerFigures(
        power, method.map(EnergyMethod::uncertainty).orElseGet(power::uncertainty), isMeasured());
  }

  /** Returns the cloud of the machine or of the place: what stands before the slash. */
  String provider() {
    return model.machine().type().isPresent()
        ? model.machine().name().replaceFirst("/.*", "")
        : location.family();
  }
}
