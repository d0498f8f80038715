// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.grid.CurrentIntensity;
import io.xfootprint.grid.GridFactor;
import io.xfootprint.grid.GridLevel;
import io.xfootprint.grid.Pue;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.model.Machine;
import io.xfootprint.model.MachineProfile;
import io.xfootprint.model.PowerModel;
import io.xfootprint.settings.GridSettings;
import io.xfootprint.settings.PlaceSettings;
import io.xfootprint.settings.Sourced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the figures come from: machine, power and electricity, each with what says so. A wrong
 * figure most often begins with one of these.
 */
final class ProvenanceView {

  /** Of what has no source; below this the text would be 0.0 %. */
  private static final double LEAST_SHARE_SHOWN = 0.0005;

  private ProvenanceView() {}

  /**
   * Returns the values of the template.
   *
   * @param now the instant of the intensity that a service tells
   */
  static List<Map<String, Object>> values(Provenance setup, Instant now) {
    Sourced<Machine> machine = setup.settings().power().machine();
    Sourced<Double> embodied = setup.settings().power().embodiedGramsPerCpuHour();
    PlaceSettings place = setup.settings().place();
    String name =
        Stream.concat(Stream.of(machine.value().name()), setup.machineFacts().stream())
            .collect(Collectors.joining(", "));
    boolean isMetered = setup.isMetered();
    List<Map<String, Object>> values = new ArrayList<>();
    Sourced<String> version = setup.settings().version();
    values.add(entry("Version", version.value(), "by " + version.basis()));
    values.add(entry("Machine", name, "by " + machine.basis()));
    MachineProfile model = setup.model();
    values.add(power(model.power(), model.memoryWattsPerGigabyte(), setup.powerRow()));
    if (machine.value().virtual()) {
      values.add(hostUtilisation(setup.settings().power().hostUtilisation()));
    }
    values.add(
        entry("Power meter", isMetered ? setup.meter() : "none", isMetered ? "" : setup.meter()));
    values.add(entry("Held of the machine", setup.model().held().toString(), ""));
    values.add(intensity(place, setup.placeBasis()));
    if (setup.settings().grid().isPresent()) {
      values.add(live(setup, now));
    }
    values.add(pue(place.pue()));
    if (place.gridLoss() > 0) {
      String loss = PageText.format("%.1f %%", 100 * place.gridLoss());
      values.add(entry("Lost in the grid", loss, "setting"));
    }
    double ofMemory = model.embodiedGramsPerGigabyteHour();
    String making =
        PageText.format("%.2f g CO₂e per vCPU-hour", embodied.value())
            + (ofMemory > 0 ? ", and " + ofMemory + " per GB-hour" : "");
    values.add(entry("Making of the machine", making, "by " + embodied.basis()));
    values.add(entry("Garbage collection", "by " + setup.gcSource(), ""));
    return values;
  }

  private static Map<String, Object> power(
      PowerModel power, double memoryWattsPerGigabyte, String row) {
    String rung = power.source().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return entry(
        "Power",
        PageText.format(
            "%.3f to %.3f W per vCPU, idle to busy, and %s W per GB of memory",
            power.idleWattsPerCpu(), power.maxWattsPerCpu(), memoryWattsPerGigabyte),
        "rung " + rung + ": " + row);
  }

  private static Map<String, Object> hostUtilisation(Sourced<Double> assumed) {
    return entry(
        "Load of the host",
        assumed.value() + " of its CPU time busy: assumed, as a guest cannot see it",
        "by " + assumed.basis());
  }

  private static Map<String, Object> intensity(PlaceSettings place, String basis) {
    double grams = place.intensity().gramsPerKilowattHour();
    if (place.carbonIntensity().isPresent()) {
      return entry("Electricity", PageText.format("%.1f g CO₂e/kWh", grams), "setting");
    }
    GridFactor factor = place.location().value().factor();
    return entry(
        "Electricity",
        PageText.format(
            "%s: %.1f g CO₂e/kWh%s",
            place.location().value().name(), grams, place.intensityRange().behind(grams, "%.1f")),
        "%s; %s, %s; range of its kind, %s; %s"
            .formatted(basis, factor.year(), factor.scope(), factor.kind(), factor.source()));
  }

  /** Returns what a service tells, and what it counts, as that differs from one to the other. */
  private static Map<String, Object> live(Provenance setup, Instant now) {
    CurrentIntensity current = setup.model().electricity().grid().current(now);
    String asked = setup.settings().grid().map(GridSettings::source).orElse("");
    String told =
        current
            .age()
            .map(
                age ->
                    PageText.format(
                        "%.1f g CO₂e/kWh%s, told %d min ago",
                        current.gramsPerKilowattHour(),
                        current.level().map(ProvenanceView::level).orElse(""),
                        age.toMinutes()))
            .orElse("nothing told in the last hour, so that the annual average holds");
    return entry("Electricity of the moment", told, asked);
  }

  /**
   * Returns which source has priced how much of the energy of a period, and its mean. What was
   * counted before sources were kept, and in the open window, has none.
   */
  static Map<String, Object> prices(Statement statement) {
    double known = 0;
    List<String> parts = new ArrayList<>();
    double all = statement.full().get(Metric.ENERGY_NANOJOULES).doubleValue();
    for (var each : new TreeMap<>(statement.grids()).entrySet()) {
      double share = each.getValue().nanojoules().doubleValue() / all;
      if (share > 0) {
        known += share;
        parts.add(
            PageText.format(
                "%.1f %% by %s, in the mean %.1f g CO₂e/kWh",
                100 * Math.min(1, share), each.getKey(), each.getValue().gramsPerKilowattHour()));
      }
    }
    if (all > 0 && 1 - known >= LEAST_SHARE_SHOWN) {
      parts.add(PageText.format("%.1f %% not assigned to a source (yet)", 100 * (1 - known)));
    }
    return entry("Energy of this period", parts.isEmpty() ? "none" : String.join("; ", parts), "");
  }

  private static String level(GridLevel level) {
    return ", " + level.name().toLowerCase(Locale.ROOT) + " for the last 24 h";
  }

  private static Map<String, Object> pue(Pue pue) {
    String ratio = PageText.hundredths(pue.ratio());
    return entry("PUE", ratio + pue.range().behind(pue.ratio(), "%.2f"), "by " + pue.basis());
  }

  /**
   * Returns an entry of the list.
   *
   * @param by its source; empty if the value names it itself
   */
  static Map<String, Object> entry(String name, String value, String by) {
    return Map.of("name", name, "value", value, "by", by);
  }
}
