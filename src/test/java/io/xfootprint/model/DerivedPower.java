// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.data.CsvTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The coefficients of power that follow from published results. Each CPU model counts once: a
 * figure of a row is the median over its CPU models, and that of a CPU model the median over its
 * results. So a processor that many makers sent in does not outweigh the others.
 */
final class DerivedPower {

  private static final int FIRST_YEAR = 2017;

  /** Clouds run large hosts, and small servers idle at more for each thread. */
  private static final int THREADS_OF_LARGE_SERVER = 64;

  /** A curve of one CPU model alone may be that of its firmware's settings. */
  private static final int CPU_MODELS_OF_CURVE = 2;

  /** An idle server of few watts has a smaller platform: some of its power is the processor's. */
  private static final double LEAST_SHARE_OF_PACKAGES = 0.15;

  private static final double THREADS = 64;

  // Read once, as each use would read the table.
  static final double PLATFORM_WATTS = Coefficients.platformWatts();
  static final double MEMORY_WATTS_PER_GIGABYTE = Coefficients.memoryWattsPerGigabyte();
  private static final double THREADS_EXPONENT = Coefficients.threadsExponent();

  private final List<PowerResult> results;

  DerivedPower(List<PowerResult> results) {
    this.results = results;
  }

  /** Returns the same without the results of one CPU model. */
  DerivedPower without(String cpuModel) {
    return new DerivedPower(
        results.stream().filter(result -> !result.cpuModel().equals(cpuModel)).toList());
  }

  /** Returns the results since 2017, on which the model is held. */
  List<PowerResult> recent() {
    return results.stream().filter(result -> result.year() >= FIRST_YEAR).toList();
  }

  /** Returns the rows of the table by name. */
  Map<String, List<PowerResult>> rows() {
    Map<String, List<PowerResult>> rows =
        results.stream()
            .filter(result -> !result.microarchitecture().isEmpty())
            .collect(
                Collectors.groupingBy(
                    PowerResult::microarchitecture, TreeMap::new, Collectors.toList()));
    // One server with memory on its package says nothing of the clouds' processors of that core.
    rows.remove("Neoverse-V2");
    rows.put("ARM_PROXY", where(result -> result.microarchitecture().startsWith("Neoverse")));
    rows.put(PowerRow.DEFAULT, recent());
    rows.put("DEFAULT_OLD", where(result -> result.year() < FIRST_YEAR));
    return rows;
  }

  /** Returns the results of each CPU model. */
  Map<String, List<PowerResult>> results() {
    return results.stream()
        .collect(Collectors.groupingBy(PowerResult::cpuModel, TreeMap::new, Collectors.toList()));
  }

  private List<PowerResult> where(Predicate<PowerResult> condition) {
    return results.stream().filter(condition).toList();
  }

  /** Returns the row of a microarchitecture; empty without results. */
  Optional<PowerRow> row(String microarchitecture) {
    return Optional.ofNullable(rows().get(microarchitecture))
        .map(members -> row(microarchitecture, members));
  }

  /** Returns the row that rests on some results. */
  PowerRow row(String name, List<PowerResult> members) {
    List<PowerResult> large =
        members.stream().filter(r -> r.threads() >= THREADS_OF_LARGE_SERVER).toList();
    List<PowerResult> hosts = large.isEmpty() ? members : large;
    return new PowerRow(
        name,
        name.startsWith(PowerRow.DEFAULT) ? PowerSource.DEFAULT : PowerSource.MICROARCHITECTURE,
        (int) members.stream().map(PowerResult::cpuModel).distinct().count(),
        median(members, DerivedPower::idleOfPackage),
        median(
            members.stream().filter(r -> r.tdpWatts() > 0).toList(),
            r -> r.dynamicWatts() / r.tdpWatts()),
        median(
            members,
            r ->
                r.dynamicWatts()
                    / r.packages()
                    / Math.pow(r.threads() / (THREADS * r.packages()), THREADS_EXPONENT)),
        new PowerRow.Watts(
            median(hosts, r -> withoutMemory(r) / r.threads()),
            median(hosts, r -> r.dynamicWatts() / r.threads())),
        threadsPerCore(members),
        curve(members));
  }

  /** Returns the power of a CPU model by its own results: without platform and memory. */
  static PowerRow.Watts ofCpu(List<PowerResult> own) {
    return new PowerRow.Watts(
        median(own, r -> (r.idleWatts() - memory(r) - PLATFORM_WATTS) / r.packages()),
        median(own, r -> r.dynamicWatts() / r.packages()));
  }

  /** Returns the curve of a CPU model's own results; empty if none has all levels. */
  static Optional<PowerCurve> curveOfCpu(List<PowerResult> own) {
    List<PowerResult> curves = own.stream().filter(PowerResult::hasCurve).toList();
    return curves.isEmpty() ? Optional.empty() : Optional.of(medianCurve(curves));
  }

  private static double idleOfPackage(PowerResult result) {
    return atLeast(result, result.idleWatts() - memory(result) - PLATFORM_WATTS)
        / result.packages();
  }

  private static double withoutMemory(PowerResult result) {
    return atLeast(result, result.idleWatts() - memory(result));
  }

  private static double atLeast(PowerResult result, double watts) {
    return Math.max(LEAST_SHARE_OF_PACKAGES * result.idleWatts(), watts);
  }

  /** Returns the power of a server's memory in W. */
  static double memory(PowerResult result) {
    return MEMORY_WATTS_PER_GIGABYTE * result.memoryGigabytes();
  }

  private static double threadsPerCore(List<PowerResult> members) {
    return median(members, r -> r.threads() / (double) r.cores());
  }

  /** Returns the row's curve, or that of all servers of its time where it has too few. */
  private PowerCurve curve(List<PowerResult> members) {
    return ownCurve(members)
        .orElseGet(
            () -> {
              boolean recent = members.stream().anyMatch(r -> r.year() >= FIRST_YEAR);
              return medianCurve(where(r -> r.hasCurve() && r.year() >= FIRST_YEAR == recent));
            });
  }

  /** Returns the curve of a row's own results; empty if too few CPU models have all levels. */
  static Optional<PowerCurve> ownCurve(List<PowerResult> members) {
    List<PowerResult> curves = members.stream().filter(PowerResult::hasCurve).toList();
    return curves.stream().map(PowerResult::cpuModel).distinct().count() < CPU_MODELS_OF_CURVE
        ? Optional.empty()
        : Optional.of(medianCurve(curves));
  }

  private static PowerCurve medianCurve(List<PowerResult> curves) {
    return new PowerCurve(level -> median(curves, result -> result.shape(level)));
  }

  /**
   * Returns each constant of {@code defaults.csv} that the results contradict. The platform's power
   * and that of memory are not told apart by results alone, so their ranges are held.
   */
  List<String> differencesOfConstants() {
    List<String> differences = new ArrayList<>();
    double threads =
        slope(
            r -> Math.log((double) r.threads() / r.packages()),
            r -> Math.log(r.dynamicWatts() / r.packages()),
            false);
    hold("dynamic-threads-exponent", threads, differences);
    double memory = slope(PowerResult::memoryGigabytes, PowerResult::idleWatts, true);
    hold("memory-watts-per-gb", memory, differences);
    return differences;
  }

  private static void hold(String name, double derived, List<String> differences) {
    var row = CsvTable.read("defaults").find("name", name).orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "%s: %.3f by regression within microarchitectures, %s in the jar%n",
        name,
        derived,
        row.text("value"));
    if (!(row.number("low") <= derived && derived <= row.number("high"))) {
      differences.add("defaults.csv, '%s': the results say %.3f".formatted(name, derived));
    }
  }

  /**
   * Returns the slope of a figure over another within groups of like servers: of one
   * microarchitecture, or also of one number of processors.
   */
  private double slope(
      ToDoubleFunction<PowerResult> over, ToDoubleFunction<PowerResult> figure, boolean packages) {
    double covariance = 0;
    double variance = 0;
    Map<String, List<PowerResult>> groups =
        recent().stream()
            .collect(
                Collectors.groupingBy(
                    r -> r.microarchitecture() + (packages ? "/" + r.packages() : "")));
    for (List<PowerResult> group : groups.values()) {
      Map<String, List<PowerResult>> byModel = new DerivedPower(group).results();
      double meanOver = mean(byModel, over);
      double mean = mean(byModel, figure);
      double scale = packages ? mean : 1;
      for (List<PowerResult> own : byModel.values()) {
        double difference = median(own, over) - meanOver;
        covariance += difference * (median(own, figure) - mean) / (scale * scale);
        variance += difference * difference / (scale * scale);
      }
    }
    return covariance / variance;
  }

  private static double mean(
      Map<String, List<PowerResult>> byModel, ToDoubleFunction<PowerResult> figure) {
    return byModel.values().stream()
        .mapToDouble(own -> median(own, figure))
        .average()
        .orElseThrow();
  }

  /** Returns the median over CPU models of the median over the results of each. */
  static double median(List<PowerResult> results, ToDoubleFunction<PowerResult> figure) {
    Map<String, List<Double>> byModel = new HashMap<>();
    for (PowerResult result : results) {
      byModel
          .computeIfAbsent(result.cpuModel(), model -> new ArrayList<>())
          .add(figure.applyAsDouble(result));
    }
    return median(byModel.values().stream().map(DerivedPower::median).toList());
  }

  private static double median(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
