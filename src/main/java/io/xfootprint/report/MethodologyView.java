// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.data.CsvTable;
import io.xfootprint.meter.ResourceUse;
import io.xfootprint.model.EnergyMethod;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.Rates;
import io.xfootprint.model.Uncertainty;
import io.xfootprint.model.Uncertainty.Range;
import io.xfootprint.settings.PlaceSettings;
import io.xfootprint.units.FixedPoint;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the figures of this application are calculated: the formula with its own coefficients, as
 * they are at the moment.
 */
final class MethodologyView {

  static final BigDecimal EXAMPLE_CPU_MICROS = BigDecimal.valueOf(10_000);
  static final long EXAMPLE_BYTES = 1_000_000;

  private static final int THOUSAND = 1000;

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
   * @param now tells which grid factor holds
   */
  Map<String, Object> values(BigDecimal cpuMicros, long bytes, Instant now) {
    long cpuNanos = cpuMicros.movePointRight(3).longValue();
    Footprint cost = rates.estimate(new ResourceUse(cpuNanos, bytes));
    Map<String, Object> values = new HashMap<>();
    values.put("app", setup.settings().app());
    values.put("cpu", thousandths(cpuNanos));
    values.put("bytes", String.valueOf(bytes));
    values.put("steps", steps(cost, now));
    values.put("header", header(cost));
    values.put("basis", new ProvenanceView(setup).values());
    values.put("ranges", ranges());
    values.put("method", method.map(EnergyMethod::label).orElse("not known yet"));
    values.put("constants", CONSTANTS);
    return values;
  }

  private List<Map<String, String>> steps(Footprint cost, Instant now) {
    PlaceSettings place = setup.settings().place();
    double intensity = setup.model().electricity().grid().at(now).gramsPerKilowattHour();
    List<Map<String, String>> steps = new ArrayList<>();
    steps.add(
        step(
            "J per CPU-second",
            number(rates.joulesPerCpuSecond()),
            "J/s",
            setup.isMetered()
                ? "the power meter, or the model until it tells"
                : "the power model"));
    steps.add(
        step(
            "J per byte",
            number(rates.joulesPerByte() * 1e9),
            "nJ/B",
            "garbage collection of the last windows: its CPU time per byte × J per CPU-second"));
    steps.add(
        step(
            "Energy",
            thousandths(cost.energyNanojoules()),
            "µJ",
            "CPU time × J per CPU-second + bytes × J per byte"));
    steps.add(
        step(
            "Grid intensity",
            number(intensity),
            "g CO₂e/kWh",
            place.carbonIntensity().isPresent()
                ? "setting"
                : place.location().value().name() + ", " + place.location().value().year()));
    steps.add(step("PUE", number(place.pue().value()), "", place.pue().basis()));
    steps.add(step("Grid loss", number(place.gridLoss()), "", "setting, else 0"));
    steps.add(
        step(
            "g per J",
            number(rates.gramsPerJoule() * 1e6),
            "µg/J",
            "intensity × PUE / (1 − loss) / 3 600 000"));
    steps.add(
        step("Emissions", thousandths(cost.emissionsPicograms()), "ng CO₂e", "energy × g per J"));
    return steps;
  }

  private static Map<String, String> step(String name, String figure, String unit, String from) {
    return Map.of("name", name, "figure", figure, "unit", unit, "from", from);
  }

  /** Returns the figures as the header has them, all digits told. */
  private static String header(Footprint cost) {
    return "cpu-us=%s, alloc-b=%s, energy-uj=%s, co2e-ng=%s"
        .formatted(
            told(cost.cpuNanos()),
            cost.allocatedBytes(),
            told(cost.energyNanojoules()),
            told(cost.emissionsPicograms()));
  }

  /** Decimals are for what is less than 10, as in the header. */
  private static String told(long thousandths) {
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
        : new BigDecimal(figure).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  private List<Map<String, String>> ranges() {
    List<Map<String, String>> ranges = new ArrayList<>();
    method.ifPresent(
        known -> {
          Uncertainty uncertainty = known.uncertainty();
          ranges.add(range("Energy of work", uncertainty.dynamic()));
          ranges.add(range("Energy of idle power and memory", uncertainty.idle()));
          ranges.add(range("Grid intensity", uncertainty.grid()));
          ranges.add(range("Making of the machine", uncertainty.embodied()));
        });
    return ranges;
  }

  private static Map<String, String> range(String name, Range range) {
    return Map.of(
        "name",
        name,
        "below",
        String.format(Locale.ROOT, "%.2f", range.below()),
        "above",
        String.format(Locale.ROOT, "%.2f", range.above()));
  }

  private static List<Map<String, String>> constants() {
    return CsvTable.read("defaults").rows().stream()
        .map(
            row ->
                Map.of(
                    "name", row.text("name"),
                    "value", row.text("value"),
                    "unit", row.text("unit"),
                    "year", row.text("year"),
                    "source", row.text("source")))
        .toList();
  }
}
