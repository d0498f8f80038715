// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static io.xfootprint.MethodPageTest.assertTells;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.MarkdownPage.Cells;
import io.xfootprint.data.CsvTable;
import io.xfootprint.grid.GridIntensity;
import io.xfootprint.host.ContainerLimits;
import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.meter.ResourceUse;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.MachineProfile;
import io.xfootprint.model.PowerModel;
import io.xfootprint.model.Rates;
import io.xfootprint.model.Uncertainty;
import io.xfootprint.model.WindowCost;
import io.xfootprint.model.WindowMeter;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.process.ProcessUse;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.settings.Sourced;
import io.xfootprint.units.FixedPoint;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The worked example of the page on method, computed again number by number. */
class WorkedExampleTest {

  private static final String HEADER = "## Why does my header say energy-uj=12900?";
  private static final String BOOKS = "## The books of an application";
  private static final Pattern PAIR = Pattern.compile("([a-z0-9_-]+)=([-0-9.]+)");
  private static final double NANO = 1e9;

  /** A log line has three decimals, and sums of its figures some more error. */
  private static final double LOGGED = 0.0025;

  private static final Host HOST =
      new Host(
          "AMD EPYC",
          "Zen 5",
          1,
          2,
          2,
          true,
          OptionalLong.of(25_276_510_208L),
          ContainerLimits.WHOLE_MACHINE);

  /** What the line says that was found there, whatever machine runs this test. */
  private static final EnergyMeter NO_METER =
      EnergyMeter.none("no folder or file /sys/class/powercap");

  private final MarkdownPage page = MarkdownPage.read("src/site/markdown/method.md");
  private final FootprintSettings settings =
      FootprintSettings.from(
          new SettingSources()
              .parameters(Map.of("app", "shop"))
              .applicationVersion(new Sourced<>("1.8.0", "MANIFEST.MF")),
          HOST);
  private final MachineProfile model = settings.power().profile(HOST, settings.place());
  private final AtomicLong nanoTime = new AtomicLong();
  private final AtomicLong cpuNanos = new AtomicLong();
  private final AtomicLong gcNanos = new AtomicLong();
  private final WindowMeter sampler =
      new WindowMeter(
          () -> new ProcessUse(cpuNanos.get(), gcNanos.get(), 0),
          new FakeHostProbe(HOST),
          NO_METER,
          model,
          () -> Instant.EPOCH,
          nanoTime::get);
  private final Rates rates = sampler.rates();

  /** The figures of a header or of a log line by their keys. */
  private record Figures(Map<String, Double> byKey) {

    static Figures in(String line) {
      return new Figures(
          PAIR.matcher(line)
              .results()
              .collect(
                  Collectors.toMap(pair -> pair.group(1), pair -> Double.valueOf(pair.group(2)))));
    }

    double get(String key) {
      return Objects.requireNonNull(byKey.get(key), key);
    }
  }

  private Figures figuresOf(String heading, String beginning) {
    return Figures.in(page.code(heading, beginning).get(0));
  }

  private static double constant(String name) {
    return CsvTable.read("defaults").find("name", name).orElseThrow().number("value");
  }

  @Test
  void quotesTheFirstLineAsTheCodeWritesIt() {
    String line =
        new StartupMessage(
                Provenance.of(
                    Instant.EPOCH,
                    settings,
                    GridIntensity.fixed(settings.place().annual()),
                    HOST,
                    NO_METER,
                    "the collector's threads"))
            .text(rates, sampler.method());
    assertEquals(List.of(line), page.code(HEADER, "Measuring"));
  }

  @Test
  void quotesAHeaderThatFollowsFromItsUse() {
    Figures header = figuresOf(HEADER, "X-Footprint:");
    Footprint cost = cost(header);
    assertEquals(
        Math.round(header.get("energy-uj")),
        FixedPoint.significant(Math.round(cost.energyNanojoules() / 1e3), 3));
    assertEquals(
        Math.round(header.get("co2e-ng")),
        FixedPoint.significant(Math.round(cost.emissionsPicograms() / 1e3), 3));
  }

  private Footprint cost(Figures header) {
    return rates.estimate(
        new ResourceUse(Math.round(header.get("cpu-us") * 1e3), Math.round(header.get("alloc-b"))));
  }

  @Test
  void goesFromTheHeaderToTheCoefficientsStepByStep() {
    Figures header = figuresOf(HEADER, "X-Footprint:");
    Footprint cost = cost(header);
    PowerModel power = model.power();
    double u = constant("utilisation-of-virtual-machine");
    double joulesPerCpuSecond = power.joulesPerCpuSecond(u);
    double range = power.maxWattsPerCpu() - power.idleWattsPerCpu();

    Map<String, Double> steps = new LinkedHashMap<>();
    steps.put("idle", power.idleWattsPerCpu());
    steps.put("max", power.maxWattsPerCpu());
    steps.put("u", u);
    steps.put("s(u)", joulesPerCpuSecond * u / range);
    steps.put("J per CPU-second", rates.joulesPerCpuSecond());
    steps.put("CPU time's part", (cost.energyNanojoules() - cost.gcNanojoules()) / 1e3);
    steps.put("GC per byte", constant("gc-prior-cpu-seconds-per-gb"));
    steps.put("J per byte", rates.joulesPerByte() * NANO);
    steps.put("bytes' part", cost.gcNanojoules() / 1e3);
    steps.put("energy-uj", cost.energyNanojoules() / 1e3);
    steps.put("intensity", settings.place().intensity().gramsPerKilowattHour());
    steps.put("PUE", model.electricity().pue());
    steps.put("loss", model.electricity().gridLoss());
    steps.put("ng per uJ", rates.gramsPerJoule() * 1e3);
    steps.put("co2e-ng", cost.emissionsPicograms() / 1e3);

    List<Cells> told = page.table(HEADER);
    assertEquals(List.copyOf(steps.keySet()), told.stream().map(row -> row.text("step")).toList());
    int row = 0;
    for (Map.Entry<String, Double> step : steps.entrySet()) {
      assertTells(told.get(row++).text("figure"), step.getValue(), step.getKey());
    }
  }

  /** Returns the figure of the row whose first cell is this. */
  private String told(String step) {
    return page.table(HEADER).stream()
        .filter(row -> row.text("step").equals(step))
        .map(row -> row.text("figure"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void repeatsTheCalculationsInItsExplanations() {
    List<String> how = page.table(HEADER).stream().map(row -> row.text("from")).toList();
    String joules = told("J per CPU-second");
    assertTrue(how.contains("9370 us x %s J/s".formatted(joules)));
    assertTrue(how.contains("%s ns x %s J/s".formatted(told("GC per byte"), joules)));
    assertTrue(how.contains("18000000 bytes x %s nJ".formatted(told("J per byte"))));
  }

  /** The windows of that minute as one: what belongs to time does not depend on their number. */
  private WindowCost minute(Figures app) {
    nanoTime.set(Math.round(60.013 * NANO));
    cpuNanos.set(Math.round(app.get("process_cpu_ms") * 1e6));
    gcNanos.set(Math.round(app.get("gc_cpu_ms") * 1e6));
    return sampler.closeWindow();
  }

  @Test
  void closesTheBooksOfItsLogLines() {
    Figures app = figuresOf(BOOKS, "app=");
    Figures search = figuresOf(BOOKS, "route=");
    WindowCost minute = minute(app);
    Uncertainty factors = sampler.method().uncertainty();
    double idle = minute.idle().energyNanojoules() / NANO;
    double memory = minute.memory().energyNanojoules() / NANO;
    double work = minute.active().energyNanojoules() / NANO;
    double embodied = minute.embodied().emissionsPicograms() / NANO;

    Map<String, Double> figures = new LinkedHashMap<>();
    double full = work + idle + memory;
    figures.put("background_j", work - app.get("energy_j"));
    figures.put("idle_j", idle);
    figures.put("memory_j", memory);
    figures.put("co2e_mg", app.get("energy_j") * rates.gramsPerJoule() * 1e3);
    figures.put("embodied_mg", embodied);
    figures.put("full_j", full);
    figures.put("full_co2e_mg", full * rates.gramsPerJoule() * 1e3 + embodied);
    figures.put("full_gc_j", minute.active().gcNanojoules() / NANO);
    figures.put(
        "full_low_j",
        factors.dynamic().low(work) + factors.idle().low(idle) + factors.memory().low(memory));
    figures.put(
        "full_high_j",
        factors.dynamic().high(work) + factors.idle().high(idle) + factors.memory().high(memory));
    figures.put("embodied_low_mg", factors.embodied().low(embodied));
    figures.put("embodied_high_mg", factors.embodied().high(embodied));

    double part = search.get("cpu_ms") / app.get("cpu_ms");
    assertEquals(
        search.get("full_j"), search.get("energy_j") + part * (full - app.get("energy_j")), LOGGED);

    List<Cells> told = page.table(BOOKS);
    assertEquals(figures.size() + 1, told.size());
    int row = 0;
    for (Map.Entry<String, Double> figure : figures.entrySet()) {
      Cells line = told.get(row++);
      String key = figure.getKey();
      assertEquals(key, line.text("key"));
      assertEquals(app.get(key), figure.getValue(), LOGGED, key);
      assertEquals(app.get(key), Double.parseDouble(line.text("figure")), key);
    }
    assertEquals(search.get("full_j"), Double.parseDouble(told.get(row).text("figure")));
  }

  @Test
  void namesTheFactorsOfItsRanges() {
    Uncertainty factors = sampler.method().uncertainty();
    List<String> how = page.table(BOOKS).stream().map(row -> row.text("how")).toList();
    String low =
        "(energy_j + background_j) / %s + idle_j / %s + memory_j / %s"
            .formatted(
                factor(factors.dynamic().below()),
                factor(factors.idle().below()),
                factor(factors.memory().below()));
    String high =
        "(energy_j + background_j) x %s + idle_j x %s + memory_j x %s"
            .formatted(
                factor(factors.dynamic().above()),
                factor(factors.idle().above()),
                factor(factors.memory().above()));
    assertTrue(how.contains(low), low);
    assertTrue(how.contains(high), high);
    assertTrue(how.contains("embodied_mg / " + factor(factors.embodied().below())));
    assertTrue(how.contains("embodied_mg x " + factor(factors.embodied().above())));
  }

  private static String factor(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  @Test
  void chargesARouteByTheSameRates() {
    Figures search = figuresOf(BOOKS, "route=");
    Footprint cost =
        rates.estimate(
            new ResourceUse(
                Math.round(search.get("cpu_ms") * 1e6), Math.round(search.get("alloc_b"))));
    assertEquals(search.get("energy_j"), cost.energyNanojoules() / NANO, LOGGED);
    assertEquals(search.get("gc_j"), cost.gcNanojoules() / NANO, LOGGED);
    assertEquals(search.get("co2e_mg"), cost.emissionsPicograms() / NANO, LOGGED);
  }
}
