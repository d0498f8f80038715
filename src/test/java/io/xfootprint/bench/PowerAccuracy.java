// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import io.xfootprint.model.PowerModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Holds power models against published results of SPECpower_ssj2008 and prints how far each is off:
 * the median absolute percentage error of watts over all levels of all results, of the watts above
 * idle, and by level.
 *
 * <p>{@code mvn -q -Paccuracy -Dspecpower=FILE}, with a CSV of one result a line and the columns
 * {@code published} (year), {@code cpu_model}, {@code microarchitecture}, {@code chips}, {@code
 * threads}, {@code tdp_w_per_chip}, {@code w_idle} and {@code w_10} to {@code w_100}; cells may be
 * empty. Results before 2017 are left out.
 */
public final class PowerAccuracy {

  private static final int FIRST_YEAR = 2017;

  /** A way to tell the power in W of the server of a result at a level from 0 to 10. */
  private interface Variant {
    double watts(PowerResult result, int level);
  }

  private PowerAccuracy() {}

  /** Prints a line for each variant; the argument is the path of the CSV. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("want the path of a CSV, but got " + args.length);
    }
    List<PowerResult> results =
        PowerResult.read(Path.of(args[0])).stream()
            .filter(result -> result.year() >= FIRST_YEAR)
            .toList();
    System.out.printf("%d results since %d, errors in %%%n", results.size(), FIRST_YEAR);
    System.out.printf("%-36s%6s%8s  at 0, 10 .. 100 %% load%n", "", "all", "dynamic");
    variants(results).forEach((name, variant) -> print(name, variant, results));
  }

  private static Map<String, Variant> variants(List<PowerResult> results) {
    double idlePerTdp = medianPerTdp(results, 0);
    double maxPerTdp = medianPerTdp(results, PowerResult.FULL);
    Map<String, Variant> variants = new LinkedHashMap<>();
    variants.put("X-Footprint", (result, level) -> model(result).watts(level / 10.0));
    variants.put(
        "microarchitecture, no CPU model", (result, level) -> nameless(result).watts(level / 10.0));
    // As Cloud Carbon Footprint draws it, between the averages of a microarchitecture.
    variants.put(
        "microarchitecture, a straight line", (result, level) -> line(nameless(result), level));
    PowerModel any = PowerModel.forCpu("", "", 1, 1);
    variants.put(
        "number of CPUs, a straight line", (result, level) -> result.threads() * line(any, level));
    // Fitted to these very results, so the best that a straight line by TDP could do.
    variants.put(
        "TDP, a straight line",
        (result, level) ->
            result.tdpWatts() * (idlePerTdp + (maxPerTdp - idlePerTdp) * level / 10));
    return variants;
  }

  private static PowerModel model(PowerResult result) {
    return PowerModel.forCpu(
        result.cpuName(), result.microarchitecture(), result.chips(), result.threads());
  }

  private static PowerModel nameless(PowerResult result) {
    return PowerModel.forCpu("", result.microarchitecture(), result.chips(), result.threads());
  }

  private static double line(PowerModel model, int level) {
    return model.watts(0) + (model.watts(1) - model.watts(0)) * level / 10;
  }

  private static double medianPerTdp(List<PowerResult> results, int level) {
    return median(
        results.stream()
            .filter(result -> result.has(level) && !Double.isNaN(result.tdpWatts()))
            .map(result -> result.watts(level) / result.tdpWatts())
            .toList());
  }

  private static void print(String name, Variant variant, List<PowerResult> results) {
    List<Double> all = new ArrayList<>();
    List<Double> dynamic = new ArrayList<>();
    StringBuilder byLevel = new StringBuilder();
    for (int level = 0; level <= PowerResult.FULL; level++) {
      List<Double> here = new ArrayList<>();
      for (PowerResult result : results) {
        double watts = variant.watts(result, level);
        if (result.has(level) && !Double.isNaN(watts)) {
          here.add(error(watts, result.watts(level)));
          if (level > 0 && result.has(0)) {
            double idle = variant.watts(result, 0);
            dynamic.add(error(watts - idle, result.watts(level) - result.watts(0)));
          }
        }
      }
      all.addAll(here);
      byLevel.append(String.format(Locale.ROOT, "%6.1f", median(here)));
    }
    System.out.printf(
        Locale.ROOT, "%-36s%6.1f%8.1f %s%n", name, median(all), median(dynamic), byLevel);
  }

  private static double error(double predicted, double measured) {
    return 100 * Math.abs(predicted - measured) / measured;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
