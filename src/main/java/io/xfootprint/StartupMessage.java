// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.grid.GridFactor;
import io.xfootprint.grid.Pue;
import io.xfootprint.model.EnergyMethod;
import io.xfootprint.model.Machine;
import io.xfootprint.model.PowerModel;
import io.xfootprint.model.Rates;
import io.xfootprint.model.Uncertainty;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.PlaceSettings;
import io.xfootprint.settings.Sourced;
import io.xfootprint.units.Range;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one log line at the start: what was found, what says so, and which coefficients follow. To
 * find out where a figure comes from, start with it.
 *
 * <p>A value is followed by its source in brackets, such as {@code (setting)} or {@code (default)},
 * so that a figure can be traced to what has to be set:
 *
 * <pre>{@code
 * Measuring 'shop' on AMD EPYC (processor, virtual, CPU model not shown); power by model-vm: 0.250
 * to 1.814 W per vCPU (Zen 5), 0.08 W per GB, 1.323 J per CPU-second at host utilisation 0.5
 * (default); nine of ten such servers ...; world (no place set or detected): 472.9 gCO2e/kWh, 47.3 to 945.8 (2024,
 * ...), PUE 1.50, 1.07 to 2.00 ...
 * }</pre>
 */
final class StartupMessage {

  private final Provenance provenance;
  private final FootprintSettings settings;

  StartupMessage(Provenance provenance) {
    this.provenance = provenance;
    settings = provenance.settings();
  }

  /**
   * Returns the line.
   *
   * @param rates of the first window, before anything was measured
   * @param method how energy is found
   */
  String text(Rates rates, EnergyMethod method) {
    return "Measuring '%s' on %s; %s; %s; holds %s; embodied %s; garbage collection by %s; %s; version %s (%s)"
        .formatted(
            settings.app(),
            machine(),
            power(rates, method),
            (provenance.isMetered() ? "power meter: " : "no power meter: ") + provenance.meter(),
            provenance.model().held(),
            embodied(),
            provenance.gcSource(),
            electricity(),
            settings.version().value(),
            settings.version().basis());
  }

  private String embodied() {
    double ofMemory = provenance.model().embodiedGramsPerGigabyteHour();
    return format(
        "%.2f gCO2e per vCPU-hour%s (%s)",
        provenance.model().embodiedGramsPerCpuHour(),
        ofMemory > 0 ? " and " + ofMemory + " per GB-hour" : "",
        settings.power().embodiedGramsPerCpuHour().basis());
  }

  private String machine() {
    String cloud = settings.cloud().toString();
    Sourced<Machine> machine = settings.power().machine();
    return "%s (%s)%s"
        .formatted(
            machine.value().name(),
            Stream.concat(Stream.of(machine.basis()), provenance.machineFacts().stream())
                .collect(Collectors.joining(", ")),
            cloud.isEmpty() ? "" : " in " + cloud);
  }

  private String power(Rates rates, EnergyMethod method) {
    PowerModel power = provenance.model().power();
    return format(
        "power by %s%s: %.3f to %.3f W per vCPU (%s)%s, %.3f J per CPU-second%s; %s",
        method.label(),
        provenance.isMetered() ? " until the meter tells" : "",
        power.idleWattsPerCpu(),
        power.maxWattsPerCpu(),
        provenance.powerRow(),
        memory(),
        rates.joulesPerCpuSecond(),
        hostUtilisation(),
        ranges(method.uncertainty()));
  }

  /** Returns the power of memory; nothing where the idle power that is set includes it. */
  private String memory() {
    double watts = provenance.model().memoryWattsPerGigabyte();
    return watts > 0 ? ", " + watts + " W per GB" : "";
  }

  /** Returns how far the power of like servers lies from the figures before, by part of it. */
  private String ranges(Uncertainty uncertainty) {
    boolean isCalibrated = provenance.model().power().source().isCalibrated();
    return "%s take %s times that above idle, %s idle, %s in memory"
        .formatted(
            isCalibrated ? "nine of ten such servers" : "by judgement, nine of ten would",
            times(uncertainty.dynamic()),
            times(uncertainty.idle()),
            times(uncertainty.memory()));
  }

  private static String times(Range range) {
    return format("%.2f to %.2f", range.low(1), range.high(1));
  }

  /** Returns the load on which the price of a CPU-second rests where it cannot be seen. */
  private String hostUtilisation() {
    Sourced<Double> utilisation = settings.power().hostUtilisation();
    return settings.power().machine().value().virtual()
        ? " at host utilisation %s (%s)".formatted(utilisation.value(), utilisation.basis())
        : "";
  }

  private String electricity() {
    PlaceSettings place = settings.place();
    Pue pue = place.pue();
    return "%s%s, PUE %s%s"
        .formatted(
            intensity(place),
            settings.grid().map(grid -> ", until and unless told by " + grid.source()).orElse(""),
            format(
                "%.2f%s (%s)", pue.ratio(), pue.range().behind(pue.ratio(), "%.2f"), pue.basis()),
            place.gridLoss() > 0 ? ", grid loss " + place.gridLoss() + " (setting)" : "");
  }

  private String intensity(PlaceSettings place) {
    double grams = place.intensity().gramsPerKilowattHour();
    GridFactor factor = place.location().value().factor();
    return place.carbonIntensity().isPresent()
        ? grams + " gCO2e/kWh (setting)"
        : "%s (%s): %s gCO2e/kWh%s (%s, %s)"
            .formatted(
                place.location().value().name(),
                provenance.placeBasis(),
                grams,
                place.intensityRange().behind(grams, "%.1f"),
                factor.year(),
                factor.scope());
  }

  /** Formats with a decimal point, in whatever language the server runs. */
  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
