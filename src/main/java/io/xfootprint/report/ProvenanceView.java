// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.grid.Location;
import io.xfootprint.model.Machine;
import io.xfootprint.model.PowerModel;
import io.xfootprint.settings.PlaceSettings;
import io.xfootprint.settings.Sourced;
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
    Sourced<Machine> machine = setup.settings().power().machine();
    Sourced<Double> embodied = setup.settings().power().embodiedGramsPerCpuHour();
    PlaceSettings place = setup.settings().place();
    PowerModel power = setup.model().power();
    List<Map<String, Object>> values = new ArrayList<>();
    values.add(
        entry(
            "Machine",
            machine.value().name() + (machine.value().virtual() ? ", virtual" : ""),
            "by " + machine.basis()));
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
    values.add(intensity(place));
    values.add(entry("PUE", format("%.2f", place.pue().value()), "by " + place.pue().basis()));
    if (place.gridLoss() > 0) {
      values.add(entry("Lost in the grid", format("%.1f %%", 100 * place.gridLoss()), "setting"));
    }
    values.add(
        entry(
            "Making of the machine",
            format("%.2f g CO₂e per vCPU-hour", embodied.value()),
            "by " + embodied.basis()));
    values.add(entry("Garbage collection", "by " + setup.gcSource(), ""));
    return values;
  }

  private static Map<String, Object> intensity(PlaceSettings place) {
    Location location = place.location().value();
    return place.carbonIntensity().isPresent()
        ? entry(
            "Electricity",
            format("%.1f g CO₂e/kWh", place.intensity().gramsPerKilowattHour()),
            "setting")
        : entry(
            "Electricity",
            format(
                "%s: %.1f g CO₂e/kWh",
                location.name(), location.intensity().gramsPerKilowattHour()),
            "place by %s; %s, %s; %s"
                .formatted(
                    place.location().basis(),
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
