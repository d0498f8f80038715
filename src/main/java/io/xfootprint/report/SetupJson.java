// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.grid.CurrentIntensity;
import io.xfootprint.grid.GridFactor;
import io.xfootprint.grid.Pue;
import io.xfootprint.model.EnergyMethod;
import io.xfootprint.model.Machine;
import io.xfootprint.model.PowerModel;
import io.xfootprint.model.Rates;
import io.xfootprint.model.Uncertainty;
import io.xfootprint.settings.GridSettings;
import io.xfootprint.settings.PlaceSettings;
import io.xfootprint.settings.Sourced;
import io.xfootprint.units.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes the basis of the figures as JSON: machine, power, electricity, and where each was found.
 */
final class SetupJson {

  private SetupJson() {}

  /** Returns what a reader needs to check a figure by hand. */
  static JsonObject of(Provenance setup, Rates rates, Instant now) {
    Sourced<Machine> machine = setup.settings().power().machine();
    Sourced<Double> embodied = setup.settings().power().embodiedGramsPerCpuHour();
    PowerModel power = setup.model().power();
    // A whole machine shows its own load.
    Optional<Sourced<Double>> hostUtilisation =
        Optional.of(setup.settings().power().hostUtilisation())
            .filter(assumed -> machine.value().virtual());
    JsonObject json =
        new JsonObject()
            .put("machine", machine.value().name())
            .put("machine_basis", machine.basis())
            .put("virtual", machine.value().virtual())
            .put("machine_facts", setup.machineFacts())
            .put("power_rung", power.source().name().toLowerCase(Locale.ROOT))
            .put("power_row", power.basis())
            .put("idle_w_per_cpu", power.idleWattsPerCpu())
            .put("max_w_per_cpu", power.maxWattsPerCpu())
            .put("memory_w_per_gb", setup.model().memoryWattsPerGigabyte())
            .put("host_utilisation", hostUtilisation.map(Sourced::value))
            .put("host_utilisation_basis", hostUtilisation.map(Sourced::basis))
            .put("j_per_cpu_second", rates.joulesPerCpuSecond())
            .put("j_per_byte", rates.joulesPerByte())
            .put("g_per_j", rates.gramsPerJoule())
            .put("meter", setup.meter())
            .put("metered", setup.isMetered())
            .put("gc_source", setup.gcSource())
            .put("held", setup.model().held().toString());
    withPlace(json, setup.settings().place());
    return withLive(json, setup, now)
        .put("embodied_g_per_cpu_hour", embodied.value())
        .put("embodied_g_per_gb_hour", setup.model().embodiedGramsPerGigabyteHour())
        .put("embodied_basis", embodied.basis());
  }

  /** Returns what the meter told in the last window, as it is; empty if there is no reading. */
  static Optional<Double> meterWatts(Optional<EnergyMethod> method) {
    return method.map(EnergyMethod::meterWatts).filter(Double::isFinite);
  }

  /** Returns the factors between which nine of ten such servers and places should lie. */
  static List<JsonObject> ranges(EnergyMethod method) {
    Uncertainty uncertainty = method.uncertainty();
    return List.of(
        range("energy_above_idle", uncertainty.dynamic()),
        range("idle", uncertainty.idle()),
        range("memory", uncertainty.memory()),
        range("g_per_j", uncertainty.electricity()),
        range("embodied", uncertainty.embodied()));
  }

  private static JsonObject range(String figure, Range range) {
    return new JsonObject()
        .put("figure", figure)
        .put("nine_of_ten_from", range.low(1))
        .put("nine_of_ten_to", range.high(1));
  }

  /** Puts what a service tells of the moment, where one is asked. */
  private static JsonObject withLive(JsonObject json, Provenance setup, Instant now) {
    CurrentIntensity current = setup.model().electricity().grid().current(now);
    Optional<CurrentIntensity> told = Optional.of(current).filter(each -> each.age().isPresent());
    return json.put("live_source", setup.settings().grid().map(GridSettings::source))
        .put("live_g_per_kwh", told.map(CurrentIntensity::gramsPerKilowattHour))
        .put("live_age_s", told.flatMap(CurrentIntensity::age).map(Duration::toSeconds))
        .put(
            "live_level",
            told.flatMap(CurrentIntensity::level)
                .map(level -> level.name().toLowerCase(Locale.ROOT)));
  }

  private static JsonObject withPlace(JsonObject json, PlaceSettings place) {
    double grams = place.intensity().gramsPerKilowattHour();
    // A grid factor that somebody has set has no other source.
    Optional<GridFactor> factor =
        Optional.of(place.location().value().factor())
            .filter(each -> place.carbonIntensity().isEmpty());
    Pue pue = place.pue();
    return json.put("location", place.location().value().name())
        .put("location_basis", place.location().basis())
        .put("g_per_kwh", grams)
        .put("g_per_kwh_low", place.intensityRange().low(grams))
        .put("g_per_kwh_high", place.intensityRange().high(grams))
        .put("intensity_year", factor.map(GridFactor::year))
        .put("intensity_basis", factor.map(GridFactor::scope))
        .put("intensity_source", factor.map(GridFactor::source))
        .put("pue", pue.ratio())
        .put("pue_low", pue.range().low(pue.ratio()))
        .put("pue_high", pue.range().high(pue.ratio()))
        .put("pue_basis", pue.basis())
        .put("grid_loss", place.gridLoss());
  }
}
