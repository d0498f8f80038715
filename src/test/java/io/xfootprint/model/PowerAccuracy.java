// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.units.Range;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds the tables of power in the jar and the model against published results of
 * SPECpower_ssj2008.
 *
 * <ol>
 *   <li>Every coefficient in the jar is derived again; a difference ends the program with an error.
 *   <li>Each CPU model since 2017 is predicted from all others and counted once, for each source of
 *       power. Printed are the median error and how many servers lie within the range.
 *   <li>The same for what others do.
 * </ol>
 *
 * <p>{@code mvn -q -Paccuracy -Dspecpower=FILE}, with a CSV of one result a line and the columns of
 * {@link PowerResult}. A folder as second argument gets the tables as they should be.
 */
public final class PowerAccuracy {

  private static final double HALF_BUSY = 0.5;

  /** Below a fifth of its load no cloud runs a host for long. */
  private static final int LEAST_LEVEL_OF_HOST = 2;

  private static final int THREADS_OF_HOST = 64;

  private final DerivedPower derived;
  private final List<PowerResult> recent;
  private final Map<String, Long> resultsOfModel;

  private PowerAccuracy(List<PowerResult> results) {
    derived = new DerivedPower(results);
    recent = derived.recent();
    resultsOfModel =
        recent.stream()
            .collect(Collectors.groupingBy(PowerResult::cpuModel, Collectors.counting()));
  }

  /** Prints all; the first argument is the path of the CSV. */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      throw new IllegalArgumentException("want the path of a CSV, but got " + args.length);
    }
    PowerAccuracy accuracy = new PowerAccuracy(PowerResult.read(Path.of(args[0])));
    if (args.length == 2) {
      new PowerTables(accuracy.derived).write(Path.of(args[1]));
    }
    accuracy.print();
    List<String> differences = new ArrayList<>(new PowerTables(accuracy.derived).differences());
    differences.addAll(accuracy.derived.differencesOfConstants());
    differences.forEach(System.out::println);
    if (!differences.isEmpty()) {
      throw new IllegalStateException(differences.size() + " coefficients of the jar differ");
    }
    System.out.println("Every coefficient in the jar follows from these results.");
  }

  /** What a model says of a server: idle power, power above idle, curve, and their range. */
  private record Prediction(
      double idle, double dynamic, PowerCurve curve, Optional<Uncertainty> range) {

    double above(int level) {
      return dynamic * curve.at(level / 10.0);
    }
  }

  /** A figure with the weight of its server, so that each CPU model counts once. */
  private record Weighted(double figure, double weight) {}

  private void print() {
    System.out.printf(
        Locale.ROOT,
        "%d results since 2017 of %d CPU models; each CPU model predicted from all others and"
            + " counted once%n",
        recent.size(),
        resultsOfModel.size());
    System.out.printf(
        "%-34s%8s | median error in %%: %5s%7s%7s | within range, %%: %5s%7s%7s%n",
        "power by", "models", "idle", "above", "all", "idle", "above", "all");
    servers("cpu-results (one result left out)", this::byOwnResults);
    servers("cpu-model", result -> bySize(result, true));
    servers("microarchitecture", result -> bySize(result, false));
    servers("default", this::byDefault);
    hosts("virtual, instance-type", result -> bySize(result, true), PowerSource.INSTANCE_TYPE);
    hosts("virtual, microarchitecture", this::byVcpus, PowerSource.MICROARCHITECTURE);
    hosts("virtual, default", this::byVcpusOfAny, PowerSource.DEFAULT);
    servers("others: TDP, straight line", this::byTdpLine);
    servers("others: vCPUs, straight line", this::byVcpusLine);
  }

  private Optional<Prediction> byOwnResults(PowerResult result) {
    List<PowerResult> others =
        recent.stream()
            .filter(each -> !each.equals(result) && each.cpuModel().equals(result.cpuModel()))
            .toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    PowerCurve curve =
        DerivedPower.curveOfCpu(others)
            .or(() -> others(result).row(result.microarchitecture()).map(PowerRow::curve))
            .orElseGet(() -> others(result).row(PowerRow.DEFAULT).orElseThrow().curve());
    return Optional.of(
        of(result, DerivedPower.ofCpu(others), curve, PowerSource.CPU_RESULTS, false));
  }

  private DerivedPower others(PowerResult result) {
    return derived.without(result.cpuModel());
  }

  /** Predicts from the row of the microarchitecture, by TDP or by the number of threads. */
  private Optional<Prediction> bySize(PowerResult result, boolean byTdp) {
    return others(result)
        .row(result.microarchitecture())
        .map(
            row ->
                of(
                    result,
                    byTdp
                        ? row.byTdp(result.packageTdpWatts())
                        : row.byThreads((double) result.threads() / result.packages()),
                    row.curve(),
                    byTdp ? PowerSource.CPU_MODEL : PowerSource.MICROARCHITECTURE,
                    row.hasLowConfidence()));
  }

  private Optional<Prediction> byDefault(PowerResult result) {
    PowerRow row = others(result).row(PowerRow.DEFAULT).orElseThrow();
    PowerRow.Watts watts = row.byThreads((double) result.threads() / result.packages());
    return Optional.of(of(result, watts, row.curve(), PowerSource.DEFAULT, false));
  }

  private static Prediction of(
      PowerResult result,
      PowerRow.Watts watts,
      PowerCurve curve,
      PowerSource source,
      boolean lowConfidence) {
    return new Prediction(
        DerivedPower.PLATFORM_WATTS
            + DerivedPower.memory(result)
            + result.packages() * watts.idle(),
        result.packages() * watts.dynamic(),
        curve,
        Optional.of(Uncertainty.of(source, false, lowConfidence, Range.EXACT)));
  }

  private Optional<Prediction> byVcpus(PowerResult result) {
    return others(result).row(result.microarchitecture()).map(row -> ofVcpus(result, row));
  }

  private Optional<Prediction> byVcpusOfAny(PowerResult result) {
    return others(result).row(PowerRow.DEFAULT).map(row -> ofVcpus(result, row));
  }

  private static Prediction ofVcpus(PowerResult result, PowerRow row) {
    return new Prediction(
        DerivedPower.memory(result) + result.threads() * row.ofVirtualCpu().idle(),
        result.threads() * row.ofVirtualCpu().dynamic(),
        row.curve(),
        Optional.of(Uncertainty.of(row.source(), false, row.hasLowConfidence(), Range.EXACT)));
  }

  /** As tools do that know the TDP alone, fitted to these very results. */
  private Optional<Prediction> byTdpLine(PowerResult result) {
    double idle = DerivedPower.median(recent, r -> r.idleWatts() / r.tdpWatts());
    double dynamic = DerivedPower.median(recent, r -> r.dynamicWatts() / r.tdpWatts());
    double tdp = result.tdpWatts();
    return Optional.of(
        new Prediction(idle * tdp, dynamic * tdp, PowerCurve.STRAIGHT, Optional.empty()));
  }

  /** As Cloud Carbon Footprint does: a line between the averages of a microarchitecture. */
  private Optional<Prediction> byVcpusLine(PowerResult result) {
    List<PowerResult> others = others(result).rows().get(result.microarchitecture());
    return Optional.ofNullable(others)
        .map(
            servers ->
                new Prediction(
                    result.threads()
                        * DerivedPower.median(servers, r -> r.idleWatts() / r.threads()),
                    result.threads()
                        * DerivedPower.median(servers, r -> r.dynamicWatts() / r.threads()),
                    PowerCurve.STRAIGHT,
                    Optional.empty()));
  }

  /** Prints how well whole servers are predicted, at all levels that are told. */
  private void servers(String name, Function<PowerResult, Optional<Prediction>> model) {
    Score score = new Score();
    for (PowerResult result : recent) {
      model.apply(result).ifPresent(prediction -> score.addServer(result, prediction));
    }
    score.print(name);
  }

  /**
   * Prints how well the parts of large hosts are predicted whose load is not seen: a CPU-second is
   * charged as at half load, whatever the host's load is.
   */
  private void hosts(
      String name, Function<PowerResult, Optional<Prediction>> model, PowerSource source) {
    Score score = new Score();
    for (PowerResult result : recent) {
      if (result.threads() >= THREADS_OF_HOST) {
        boolean low =
            source != PowerSource.DEFAULT
                && others(result)
                    .row(result.microarchitecture())
                    .map(PowerRow::hasLowConfidence)
                    .orElse(false);
        model
            .apply(result)
            .ifPresent(
                p -> score.addHost(result, p, Uncertainty.of(source, true, low, Range.EXACT)));
      }
    }
    score.print(name);
  }

  /** Errors and coverage of one model over all servers. */
  private final class Score {

    private final List<PowerResult> servers = new ArrayList<>();
    private final List<Weighted> idleErrors = new ArrayList<>();
    private final List<Weighted> aboveErrors = new ArrayList<>();
    private final List<Weighted> errors = new ArrayList<>();
    private final List<Weighted> idleWithin = new ArrayList<>();
    private final List<Weighted> aboveWithin = new ArrayList<>();
    private final List<Weighted> within = new ArrayList<>();

    void addServer(PowerResult result, Prediction p) {
      servers.add(result);
      double weight = 1.0 / resultsOfModel.getOrDefault(result.cpuModel(), 1L);
      long levels = result.watts().stream().filter(watts -> !Double.isNaN(watts)).count();
      for (int level = 0; level <= PowerResult.FULL; level++) {
        if (!result.has(level)) {
          continue;
        }
        double actual = result.watts().get(level);
        errors.add(error(p.idle() + p.above(level), actual, weight / levels));
        Uncertainty range = p.range().orElse(null);
        if (range != null) {
          double low = range.idle().low(p.idle()) + range.dynamic().low(p.above(level));
          double high = range.idle().high(p.idle()) + range.dynamic().high(p.above(level));
          within.add(new Weighted(low <= actual && actual <= high ? 1 : 0, weight / levels));
        }
        if (level > 0) {
          double above = result.dynamicWatts(level);
          aboveErrors.add(error(p.above(level), above, weight / (levels - 1)));
          if (range != null) {
            aboveWithin.add(in(range.dynamic(), p.above(level), above, weight / (levels - 1)));
          }
        }
      }
      idleErrors.add(error(p.idle(), result.idleWatts(), weight));
      p.range().ifPresent(r -> idleWithin.add(in(r.idle(), p.idle(), result.idleWatts(), weight)));
    }

    void addHost(PowerResult result, Prediction p, Uncertainty range) {
      servers.add(result);
      double weight = 1.0 / resultsOfModel.getOrDefault(result.cpuModel(), 1L);
      idleErrors.add(error(p.idle(), result.idleWatts(), weight));
      idleWithin.add(in(range.idle(), p.idle(), result.idleWatts(), weight));
      List<Integer> levels = new ArrayList<>();
      for (int level = LEAST_LEVEL_OF_HOST; level <= PowerResult.FULL; level++) {
        if (result.has(level)) {
          levels.add(level);
        }
      }
      for (int level : levels) {
        double charged = p.dynamic() * p.curve().at(HALF_BUSY) / HALF_BUSY * level / 10;
        double above = result.dynamicWatts(level);
        aboveErrors.add(error(charged, above, weight / levels.size()));
        aboveWithin.add(in(range.dynamic(), charged, above, weight / levels.size()));
      }
    }

    private Weighted error(double predicted, double actual, double weight) {
      return new Weighted(100 * Math.abs(predicted - actual) / actual, weight);
    }

    private Weighted in(Range range, double predicted, double actual, double weight) {
      boolean within = range.low(predicted) <= actual && actual <= range.high(predicted);
      return new Weighted(within ? 1 : 0, weight);
    }

    void print(String name) {
      System.out.printf(
          "%-34s%8d | %24s%7s%7s | %21s%7s%7s%n",
          name,
          servers.stream().map(PowerResult::cpuModel).distinct().count(),
          figure(median(idleErrors)),
          figure(median(aboveErrors)),
          figure(median(errors)),
          figure(percent(idleWithin)),
          figure(percent(aboveWithin)),
          figure(percent(within)));
    }
  }

  private static String figure(double figure) {
    return Double.isNaN(figure) ? "" : String.format(Locale.ROOT, "%.1f", figure);
  }

  private static double median(List<Weighted> figures) {
    double half = figures.stream().mapToDouble(Weighted::weight).sum() / 2;
    double sum = 0;
    for (Weighted each :
        figures.stream().sorted(Comparator.comparingDouble(Weighted::figure)).toList()) {
      sum += each.weight();
      if (sum >= half) {
        return each.figure();
      }
    }
    return Double.NaN;
  }

  private static double percent(List<Weighted> figures) {
    double all = figures.stream().mapToDouble(Weighted::weight).sum();
    return 100 * figures.stream().mapToDouble(w -> w.figure() * w.weight()).sum() / all;
  }
}
