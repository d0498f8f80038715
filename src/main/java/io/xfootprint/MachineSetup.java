// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.grid.GridIntensity;
import io.xfootprint.host.Host;
import io.xfootprint.model.Electricity;
import io.xfootprint.model.HeldResources;
import io.xfootprint.model.MachineProfile;
import io.xfootprint.model.PowerModel;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.Setting;
import io.xfootprint.settings.SettingsException;
import io.xfootprint.units.CarbonIntensity;

/** Settings and the machine that was found, put together: what the machine costs. */
final class MachineSetup {

  private MachineSetup() {}

  /**
   * Returns what the machine costs.
   *
   * @throws SettingsException if the settings contradict each other
   */
  static MachineProfile costModel(FootprintSettings settings, Host host) {
    boolean virtual = settings.machine().virtual();
    return new MachineProfile(
        power(settings, host),
        virtual,
        host.logicalCpus(),
        HeldResources.of(host, virtual),
        settings.embodiedGramsPerCpuHour(),
        electricity(settings),
        settings.carbonIntensity().isPresent());
  }

  static EnergyMeter energyMeter(FootprintSettings settings, Host host) {
    return settings
        .raplPath()
        .map(path -> EnergyMeter.at(path, host.virtual()))
        .orElseGet(() -> EnergyMeter.none("the settings say what the machine takes"));
  }

  private static PowerModel power(FootprintSettings settings, Host host) {
    PowerModel power =
        PowerModel.forMachine(settings.machine(), host)
            .withWatts(settings.idleWatts(), settings.maxWatts());
    if (power.idleWattsPerCpu() <= power.maxWattsPerCpu()) {
      return power;
    }
    throw settings.maxWatts().isPresent()
        ? new SettingsException(
            Setting.POWER_MAX_WATTS.key(),
            "at least the idle power of %s W".formatted(power.idleWattsPerCpu()),
            String.valueOf(power.maxWattsPerCpu()))
        : new SettingsException(
            Setting.POWER_IDLE_WATTS.key(),
            "at most the full power of %s W".formatted(power.maxWattsPerCpu()),
            String.valueOf(power.idleWattsPerCpu()));
  }

  private static Electricity electricity(FootprintSettings settings) {
    CarbonIntensity intensity =
        settings.carbonIntensity().isPresent()
            ? new CarbonIntensity(settings.carbonIntensity().getAsDouble())
            : settings.location().intensity();
    return new Electricity(GridIntensity.fixed(intensity), settings.pue(), settings.gridLoss());
  }
}
