// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import io.xfootprint.host.Host;
import io.xfootprint.model.Machine;
import io.xfootprint.model.MachineProfile;
import java.util.Optional;

/**
 * What another machine must have at least: what is held now. A process that was idle since it
 * started has used little, which says nothing of tomorrow, so use is no reason for less. Immutable.
 *
 * @param cpus number of vCPUs; where a share of a server is held, the most CPUs used, 0 if not
 *     known
 * @param gibibytes memory in GiB, as clouds count it; 0 if what is held follows use
 * @param whole whether a whole machine is held, and no part of a shared one
 */
public record Need(double cpus, double gibibytes, boolean whole) {

  private static final double BYTES_PER_GIBIBYTE = 1 << 30;

  /** Sizes of machines are round numbers, and a sum of doubles may be a little above one. */
  private static final double ROUNDING = 1e-6;

  /**
   * Returns the need of an application.
   *
   * @param peakCpus the most CPUs that it has used; NaN if not known
   */
  static Need of(MachineProfile model, Host host, double peakCpus) {
    Machine machine = model.machine();
    boolean whole = machine.virtual() && !host.limits().contained();
    double used = Double.isNaN(peakCpus) ? 0 : peakCpus;
    // A guest sees less memory than its type has, as its kernel keeps some.
    Optional<Double> ofType =
        machine.type().filter(type -> whole).map(Machine.InstanceType::memoryGigabytes);
    return new Need(
        model.held().cpus().orElse(used),
        ofType.orElse(model.held().memoryBytes().orElse(0) / BYTES_PER_GIBIBYTE),
        whole);
  }

  /** Returns whether a machine has as much. */
  boolean fits(double itsCpus, double itsGibibytes) {
    return itsCpus >= cpus - ROUNDING && itsGibibytes >= gibibytes - ROUNDING;
  }
}
