// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.grid.GridIntensity;
import io.xfootprint.host.Cloud;
import io.xfootprint.host.Host;
import io.xfootprint.model.HeldResources;
import io.xfootprint.model.Machine;
import io.xfootprint.model.MachineProfile;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.Sourced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that the figures of an application depend on: settings, machine, coefficients and
 * meters. To find out where a figure comes from, start here. Immutable.
 *
 * @param started when measuring began, by the clock of that moment
 * @param settings as they were read, with what was detected
 * @param host the machine that was found
 * @param model power, memory and embodied emissions of that machine
 * @param meter the power meter, or why there is none, in words
 * @param isMetered whether there is a power meter
 * @param gcSource how the CPU time of garbage collection is measured, in words
 */
public record Provenance(
    Instant started,
    FootprintSettings settings,
    Host host,
    MachineProfile model,
    String meter,
    boolean isMetered,
    String gcSource) {

  /**
   * Earliest time that is believed: nothing was counted before 2026, the year of the first version.
   * Machines whose clock has no battery start in 1970, or when their system was built, until they
   * get the time from a server. Not parsed, as that loads 20 classes at the start.
   */
  public static final Instant EARLIEST = Instant.ofEpochSecond(1_767_225_600);

  static Provenance of(
      Instant started,
      FootprintSettings settings,
      GridIntensity grid,
      Host host,
      EnergyMeter meter,
      String gcSource) {
    return new Provenance(
        started,
        settings,
        host,
        settings.power().profile(host, settings.place(), grid),
        meter.description(),
        meter.isAvailable(),
        gcSource);
  }

  /**
   * Returns what is known of the machine's kind, and what was not found, for the log and the page:
   * {@code virtual}, {@code CPU model not shown}.
   */
  public List<String> machineFacts() {
    Machine machine = settings.power().machine().value();
    // An instance type says all of it.
    boolean isInstanceType = machine.type().isPresent();
    List<String> facts = new ArrayList<>();
    if (machine.virtual()) {
      facts.add(
          host.virtualAssumed() && !isInstanceType
              ? "taken for virtual, as nothing shows what it is"
              : "virtual");
    }
    if (machine.found()
        && !isInstanceType
        && !machine.name().equals(Machine.UNKNOWN)
        && !host.showsCpuModel()) {
      facts.add("CPU model not shown");
    }
    Cloud cloud = settings.cloud();
    if (!isInstanceType && cloud.provider().isPresent() && cloud.instanceType().isEmpty()) {
      facts.add("instance type not shown");
    }
    return facts;
  }

  /**
   * Returns the row of the table that gives the power, and whether it is that of this processor,
   * such as {@code ARM_PROXY as proxy for Neoverse-V2}.
   */
  public String powerRow() {
    Machine machine = settings.power().machine().value();
    String row = model.power().basis();
    String core = machine.microarchitecture();
    return switch (model.power().source()) {
      case PROXY -> row + " as proxy" + (core.isEmpty() ? "" : " for " + core);
      // A setting may name that row.
      case DEFAULT -> row.equalsIgnoreCase(machine.name()) ? row : row + ", as no row fits";
      default -> row;
    };
  }

  /** Returns what says where the application runs, or that nothing does. */
  public String placeBasis() {
    String basis = settings.place().location().basis();
    return basis.equals(Sourced.DEFAULT) ? "no place set or detected" : basis;
  }

  /** Returns the same with what the process holds of the machine by now, which may change. */
  Provenance with(HeldResources held) {
    return new Provenance(started, settings, host, model.with(held), meter, isMetered, gcSource);
  }
}
