// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.grid.Location;
import io.xfootprint.model.PowerModel;
import io.xfootprint.settings.FootprintSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the figures come from: machine, power and electricity, each with what says so. A wrong
 * figure most often begins with one of these.
 */
final class ProvenanceView {

  private ProvenanceView() {}

  static List<Map<String, Object>> values(Provenance setup) {
    FootprintSettings settings = setup.settings();
    String machine = settings.machine().name() + (settings.machine().virtual() ? ", virtual" : "");
    boolean isMetered = setup.isMetered();
    List<Map<String, Object>> values = new ArrayList<>();
    values.add(entry("Machine", machine, "by " + settings.machineBasis()));
    values.add(power(setup.model().power()));
    values.add(
        entry("Power meter", isMetered ? setup.meter() : "none", isMetered ? "" : setup.meter()));
    values.add(entry("Held of the machine", setup.model().reservation().toString(), ""));
    values.add(intensity(settings));
    values.add(entry("PUE", PageText.hundredths(settings.pue()), "by " + settings.pueBasis()));
    if (settings.gridLoss() > 0) {
      String loss = PageText.format("%.1f %%", 100 * settings.gridLoss());
      values.add(entry("Lost in the grid", loss, "setting"));
    }
    String embodied =
        PageText.format("%.2f g CO₂e per vCPU-hour", settings.embodiedGramsPerCpuHour());
    values.add(entry("Making of the machine", embodied, "by " + settings.embodiedBasis()));
    values.add(entry("Garbage collection", "by " + setup.gcSource(), ""));
    return values;
  }

  private static Map<String, Object> power(PowerModel power) {
    String rung = power.rung().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return entry(
        "Power",
        PageText.format(
            "%.3f to %.3f W per vCPU, idle to busy",
            power.idleWattsPerCpu(), power.maxWattsPerCpu()),
        "rung " + rung + ": " + power.method());
  }

  private static Map<String, Object> intensity(FootprintSettings settings) {
    if (settings.carbonIntensity().isPresent()) {
      double set = settings.carbonIntensity().getAsDouble();
      return entry("Electricity", PageText.format("%.1f g CO₂e/kWh", set), "setting");
    }
    Location location = settings.location();
    return entry(
        "Electricity",
        PageText.format(
            "%s: %.1f g CO₂e/kWh", location.name(), location.intensity().gramsPerKilowattHour()),
        "place by %s; %s, %s; %s"
            .formatted(
                settings.locationBasis(), location.year(), location.basis(), location.source()));
  }

  /**
   * Returns an entry of the list.
   *
   * @param by what says so; empty if the value does itself
   */
  static Map<String, Object> entry(String name, String value, String by) {
    return Map.of("name", name, "value", value, "by", by);
  }
}
