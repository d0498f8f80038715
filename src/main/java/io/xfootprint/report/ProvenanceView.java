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

/** By what the figures are found: machine, power, electricity, and what said so. */
final class ProvenanceView {

  private final Provenance setup;

  ProvenanceView(Provenance setup) {
    this.setup = setup;
  }

  List<Map<String, Object>> values() {
    FootprintSettings settings = setup.settings();
    PowerModel power = setup.model().power();
    List<Map<String, Object>> values = new ArrayList<>();
    values.add(
        entry(
            "Machine",
            settings.machine().name() + (settings.machine().virtual() ? ", virtual" : ""),
            "by " + settings.machineBasis()));
    values.add(
        entry(
            "Power",
            format(
                "%.3f to %.3f W per vCPU, idle to busy",
                power.idleWattsPerCpu(), power.maxWattsPerCpu()),
            "rung "
                + power.rung().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + ": "
                + power.method()));
    values.add(
        entry(
            "Power meter",
            setup.isMetered() ? setup.meter() : "none",
            setup.isMetered() ? "" : setup.meter()));
    values.add(entry("Held of the machine", setup.model().reservation().toString(), ""));
    values.add(intensity(settings));
    values.add(entry("PUE", format("%.2f", settings.pue()), "by " + settings.pueBasis()));
    if (settings.gridLoss() > 0) {
      values.add(
          entry("Lost in the grid", format("%.1f %%", 100 * settings.gridLoss()), "setting"));
    }
    values.add(
        entry(
            "Making of the machine",
            format("%.2f g CO₂e per vCPU-hour", settings.embodiedGramsPerCpuHour()),
            "by " + settings.embodiedBasis()));
    values.add(entry("Garbage collection", "by " + setup.gcSource(), ""));
    return values;
  }

  private static Map<String, Object> intensity(FootprintSettings settings) {
    Location location = settings.location();
    return settings.carbonIntensity().isPresent()
        ? entry(
            "Electricity",
            format("%.1f g CO₂e/kWh", settings.carbonIntensity().getAsDouble()),
            "setting")
        : entry(
            "Electricity",
            format(
                "%s: %.1f g CO₂e/kWh",
                location.name(), location.intensity().gramsPerKilowattHour()),
            "place by %s; %s, %s; %s"
                .formatted(
                    settings.locationBasis(),
                    location.year(),
                    location.basis(),
                    location.source()));
  }

  static Map<String, Object> entry(String name, String value, String by) {
    return Map.of("name", name, "value", value, "by", by.isEmpty() ? List.of() : List.of(by));
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
