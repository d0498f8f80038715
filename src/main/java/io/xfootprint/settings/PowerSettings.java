// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import io.xfootprint.grid.GridIntensity;
import io.xfootprint.host.Cloud;
import io.xfootprint.host.Host;
import io.xfootprint.model.Coefficients;
import io.xfootprint.model.HeldResources;
import io.xfootprint.model.Machine;
import io.xfootprint.model.MachineProfile;
import io.xfootprint.model.PowerModel;
import io.xfootprint.powermeter.EnergyMeter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Which machine it is, and which power it takes.
 *
 * @param machine kind of machine; the instance type that was detected, else the processor found
 * @param idleWatts power of an idle vCPU at the wall in W, if it is set
 * @param maxWatts power of a busy vCPU at the wall in W, if it is set
 * @param embodiedGramsPerCpuHour emissions of making one vCPU in gCO2e for each hour that it is
 *     held; with its part of the memory, unless it is the default
 * @param embodiedGramsPerGigabyteHour those of one GB of memory; 0 where those of a vCPU hold them
 * @param hostUtilisation busy share of the host that a virtual machine cannot see, from 0.1 to 1
 * @param meter root of a powercap tree, or a file with watts; empty where the settings say which
 *     machine it is
 */
public record PowerSettings(
    Sourced<Machine> machine,
    OptionalDouble idleWatts,
    OptionalDouble maxWatts,
    Sourced<Double> embodiedGramsPerCpuHour,
    double embodiedGramsPerGigabyteHour,
    Sourced<Double> hostUtilisation,
    Optional<Path> meter) {

  private static final String MANY_WATTS =
      "in W per vCPU, and servers have 0.5 to 100: was the whole machine meant, or mW?";

  // A text and not a machine: only with the host, which is not known here, does a CPU's name say
  // whether it is virtual.
  private static final Setting<String> MACHINE =
      new Setting<>(
              "machine",
              "known: " + Machine.FORMS,
              name -> Machine.find(name, Host.unknown(1)).map(known -> name),
              "detected, else the processor found",
              "`aws/m5.large`, `gcp/..`, `azure/..`, a CPU model or a microarchitecture")
          .suggesting(Machine::similar);

  private static final Setting<Double> IDLE_WATTS =
      Setting.number(
              "power.idle-watts",
              "number of W",
              0,
              1000,
              "by machine",
              "W per vCPU at the wall with its part of the memory, idle; if it is 0, a CPU-second"
                  + " costs `power.max-watts` in J at any load")
          .warningUnless(watts -> watts <= 100, MANY_WATTS);

  /** In W per vCPU the servers of the tables have 1.6 to 69. */
  private static final Setting<Double> MAX_WATTS =
      Setting.number(
              "power.max-watts",
              "number of W",
              0,
              1000,
              "by machine",
              "W per vCPU at the wall, fully busy; with memory if `power.idle-watts` is set too")
          .warningUnless(watts -> watts == 0 || (watts >= 0.5 && watts <= 100), MANY_WATTS);

  /** In gCO2e per vCPU-hour the machines of the tables have 0.075 to 16.4. */
  private static final Setting<Double> EMBODIED =
      Setting.number(
              "embodied",
              "number of gCO2e",
              0,
              1000,
              "by machine, else %s and %s per GB-hour"
                  .formatted(
                      Coefficients.embodiedGramsPerCpuHour(),
                      Coefficients.embodiedGramsPerGigabyteHour()),
              "gCO2e of making one vCPU and its memory, for each hour that it is held; 0 to 1000")
          .warningUnless(
              grams -> grams == 0 || (grams >= 0.01 && grams <= 50),
              "in gCO2e per vCPU-hour, and servers have 0.01 to 50: was another unit meant,"
                  + " or the whole machine?");

  /** Below a tenth the table has no power: servers were measured at each tenth of their load. */
  private static final Setting<Double> HOST_UTILISATION =
      Setting.number(
          "host-utilisation",
          "share",
          0.1,
          1,
          Coefficients.utilisationOfVirtualMachine() + " on virtual machines",
          "busy share of the host, which a virtual machine cannot see, 0.1 to 1; hosts of private"
              + " clouds run at 0.05 to 0.2");

  private static final Setting<Path> METER =
      new Setting<>(
          "rapl.path",
          "a path",
          PowerSettings::path,
          "`/sys/class/powercap`; none where `machine` or watts are set",
          "where measured power is read: the root of a powercap tree, or a file that holds watts");

  static final List<Setting<?>> SETTINGS =
      List.of(MACHINE, IDLE_WATTS, MAX_WATTS, EMBODIED, HOST_UTILISATION, METER);

  /** Reads and checks the settings of this subject. */
  static PowerSettings read(SettingSources sources, Host host, Cloud cloud) {
    Sourced<Machine> machine =
        new Sourced<>(Machine.of(host), "processor")
            .unlessDetected(cloud.machine(), type -> Machine.detected(type, host), Machine::similar)
            .unlessSet(sources.find(MACHINE).flatMap(name -> Machine.find(name, host)));
    Sourced<Double> byDefault = Sourced.ofDefault(Coefficients.embodiedGramsPerCpuHour());
    Sourced<Double> embodied =
        byDefault
            .unless(
                Sourced.boxed(machine.value().embodiedGramsPerCpuHour()), machine.value().name())
            .unlessSet(sources.find(EMBODIED));
    PowerSettings settings =
        new PowerSettings(
            machine,
            sources.number(IDLE_WATTS),
            sources.number(MAX_WATTS),
            embodied,
            embodied.basis().equals(byDefault.basis())
                ? Coefficients.embodiedGramsPerGigabyteHour()
                : 0,
            Sourced.ofDefault(Coefficients.utilisationOfVirtualMachine())
                .unlessSet(sources.find(HOST_UTILISATION)),
            sources.find(METER).or(() -> powercap(sources)));
    if (settings.idleWatts.isPresent() || settings.maxWatts.isPresent()) {
      requireIdleBelowMax(settings.power(host), sources);
    }
    return settings;
  }

  /** Returns what to say of a setting that is not used on this machine. */
  Optional<String> warning(SettingSources sources) {
    return machine.value().virtual() || !sources.has(HOST_UTILISATION)
        ? Optional.empty()
        : Optional.of(
            sources.doubt(
                HOST_UTILISATION,
                "but is not used: this machine is not virtual, and its load is measured"));
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns where Linux has its counters, unless the settings describe a machine: it need not be
   * the one that this process runs on.
   */
  private static Optional<Path> powercap(SettingSources sources) {
    return Stream.of(MACHINE, IDLE_WATTS, MAX_WATTS).anyMatch(sources::has)
        ? Optional.empty()
        : Optional.of(EnergyMeter.POWERCAP);
  }

  /** Refuses a full power below the idle power, which may come from a setting or from a table. */
  private static void requireIdleBelowMax(PowerModel power, SettingSources sources) {
    if (power.idleWattsPerCpu() > power.maxWattsPerCpu()) {
      throw MAX_WATTS.bad(
          "at least the idle power of %s W".formatted(power.idleWattsPerCpu()),
          sources.given(MAX_WATTS));
    }
  }

  /** Returns the power of the machine, with the watts that are set. */
  private PowerModel power(Host host) {
    return PowerModel.forMachine(machine.value(), host).withWatts(idleWatts, maxWatts);
  }

  /** Returns what the machine costs, with the annual electricity of its place. */
  public MachineProfile profile(Host host, PlaceSettings place) {
    return profile(host, place, GridIntensity.fixed(place.annual()));
  }

  /** Returns what the machine costs, with an intensity of its own. */
  public MachineProfile profile(Host host, PlaceSettings place, GridIntensity grid) {
    return new MachineProfile(
        power(host),
        machine.value(),
        machine.value().virtual()
            ? hostUtilisation.value()
            : Coefficients.utilisationOfVirtualMachine(),
        host.logicalCpus(),
        HeldResources.of(host, machine.value()),
        idleWatts.isPresent() ? 0 : Coefficients.memoryWattsPerGigabyte(),
        embodiedGramsPerCpuHour.value(),
        embodiedGramsPerGigabyteHour,
        place.electricity(grid));
  }

  /** Returns the meter of the machine's power. */
  public EnergyMeter energyMeter(Host host) {
    return meter
        .map(path -> EnergyMeter.at(path, host.virtual()))
        .orElseGet(() -> EnergyMeter.none("the settings say what the machine takes"));
  }
}
