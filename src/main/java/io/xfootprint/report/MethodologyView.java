// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.data.CsvTable;
import io.xfootprint.grid.SourcedIntensity;
import io.xfootprint.meter.ResourceUse;
import io.xfootprint.model.EnergyMethod;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.Rates;
import io.xfootprint.model.Uncertainty;
import io.xfootprint.settings.PlaceSettings;
import io.xfootprint.units.FixedPoint;
import io.xfootprint.units.Range;
import io.xfootprint.units.Scale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the figures of this application are calculated: the formula with its own coefficients, as
 * they are at the moment. A reader can follow the figures of a header down to the constants and
 * their sources.
 */
final class MethodologyView {

  static final BigDecimal EXAMPLE_CPU_MICROS = BigDecimal.valueOf(10_000);
  static final long EXAMPLE_BYTES = 1_000_000;

  private static final int THOUSAND = 1000;
  private static final double MICRO = 1e6;

  /** Enough to follow the sums by hand. */
  private static final MathContext DIGITS = new MathContext(6);

  /** Read once: they are those of the jar. */
  private static final List<Map<String, String>> CONSTANTS = constants();

  private final Provenance setup;
  private final Rates rates;
  private final Optional<EnergyMethod> method;

  /**
   * Creates a view.
   *
   * @param rates of the moment
   * @param method how energy was found in the last window; empty before the first
   */
  MethodologyView(Provenance setup, Rates rates, Optional<EnergyMethod> method) {
    this.setup = setup;
    this.rates = rates;
    this.method = method;
  }

  /**
   * Returns the values of the template.
   *
   * @param cpuMicros CPU time of the example in us, at least 0
   * @param bytes its allocated bytes, at least 0
   * @param now the instant of the grid factor
   */
  Map<String, Object> values(BigDecimal cpuMicros, long bytes, Instant now) {
    long cpuNanos = cpuMicros.movePointRight(3).longValue();
    Footprint cost = rates.estimate(new ResourceUse(cpuNanos, bytes));
    List<Map<String, String>> steps = new ArrayList<>(energySteps(cost));
    steps.addAll(emissionSteps(cost, now));
    return Map.of(
        "app", setup.settings().app(),
        "cpu", thousandths(cpuNanos),
        "bytes", String.valueOf(bytes),
        "steps", steps,
        "header", header(cost),
        "basis", ProvenanceView.values(setup, now),
        "ranges", method.map(MethodologyView::ranges).orElse(List.of()),
        "method", method.map(EnergyMethod::label).orElse("not known yet"),
        "constants", CONSTANTS);
  }

  /** Returns the steps from CPU time and bytes to energy. */
  private List<Map<String, String>> energySteps(Footprint cost) {
    String power =
        setup.isMetered() ? "the power meter, or the model until it tells" : "the power model";
    String collection =
        "garbage collection of the last windows: its CPU time per byte × J per CPU-second";
    String energy = thousandths(cost.energyNanojoules());
    return List.of(
        step("J per CPU-second", number(rates.joulesPerCpuSecond()), "J/s", power),
        step("J per byte", number(rates.joulesPerByte() * Scale.NANO), "nJ/B", collection),
        step("Energy", energy, "µJ", "CPU time × J per CPU-second + bytes × J per byte"));
  }

  /** Returns the steps from energy to emissions. */
  private List<Map<String, String>> emissionSteps(Footprint cost, Instant now) {
    PlaceSettings place = setup.settings().place();
    SourcedIntensity grid = setup.model().electricity().grid().at(now);
    double intensity = grid.intensity().gramsPerKilowattHour();
    // An annual average is named by its place here.
    String source =
        grid.source().equals(place.annual().source()) && place.carbonIntensity().isEmpty()
            ? place.location().value().name() + ", " + place.location().value().factor().year()
            : grid.source();
    String microgramsPerJoule = number(rates.gramsPerJoule() * MICRO);
    String emissions = thousandths(cost.emissionsPicograms());
    return List.of(
        step("Grid intensity", number(intensity), "g CO₂e/kWh", source),
        step("PUE", number(place.pue().ratio()), "", place.pue().basis()),
        step("Grid loss", number(place.gridLoss()), "", "setting, else 0"),
        step("g per J", microgramsPerJoule, "µg/J", "intensity × PUE / (1 − loss) / 3 600 000"),
        step("Emissions", emissions, "ng CO₂e", "energy × g per J"));
  }

  private static Map<String, String> step(String name, String figure, String unit, String from) {
    return Map.of("name", name, "figure", figure, "unit", unit, "from", from);
  }

  /** Returns the figures as the header has them, with all of their digits. */
  private static String header(Footprint cost) {
    return "cpu-us=%s, alloc-b=%s, energy-uj=%s, co2e-ng=%s"
        .formatted(
            inHeader(cost.cpuNanos()),
            cost.allocatedBytes(),
            inHeader(cost.energyNanojoules()),
            inHeader(cost.emissionsPicograms()));
  }

  /** Returns thousandths with decimals only below 10, as in the header. */
  private static String inHeader(long thousandths) {
    return thousandths < 10L * THOUSAND
        ? thousandths(thousandths)
        : String.valueOf(FixedPoint.divide(thousandths, THOUSAND));
  }

  private static String thousandths(long amount) {
    StringBuilder out = new StringBuilder();
    FixedPoint.append(out, amount, 3, 0);
    return out.toString();
  }

  private static String number(double figure) {
    return figure == 0
        ? "0"
        : new BigDecimal(figure).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  private static List<Map<String, String>> ranges(EnergyMethod method) {
    Uncertainty uncertainty = method.uncertainty();
    return List.of(
        range("Energy of work", uncertainty.dynamic()),
        range("Energy of idle power", uncertainty.idle()),
        range("Energy of memory", uncertainty.memory()),
        range("Grid intensity and PUE", uncertainty.electricity()),
        range("Making of the machine", uncertainty.embodied()));
  }

  private static Map<String, String> range(String name, Range range) {
    return Map.of(
        "name", name,
        "below", PageText.hundredths(range.below()),
        "above", PageText.hundredths(range.above()));
  }

  private static List<Map<String, String>> constants() {
    return CsvTable.read("defaults").rows().stream()
        .map(
            row ->
                Stream.of("name", "value", "unit", "year", "source")
                    .collect(Collectors.toMap(column -> column, row::text)))
        .toList();
  }
}
