// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Learns from measured power, window by window, how much the machine draws when idle and how much
 * each busy CPU adds.
 *
 * <p>The idle power, called the floor, is the power of the quietest windows less the power that the
 * model assigns to their load. So the model decides for a machine that was never idle, and the
 * measurement for one that was:
 *
 * <pre>{@code
 * floor = W(quiet) x P(0) / P(u(quiet))     P: the model's power at a load
 * }</pre>
 *
 * <p>For use by one thread at a time.
 */
final class PowerSplit {

  /** One hour of 10 s windows: long enough to contain a quiet moment, short enough to forget. */
  static final int WINDOWS = 360;

  /** A rank instead of the minimum: a single bad reading must not set the floor for an hour. */
  private static final double QUIET_RANK = 0.05;

  /**
   * The shortest window to learn from. A counter that moves each ms is exact to 0.1 % over a
   * second, and in a shorter one a single collection of garbage may be all of the load.
   */
  private static final double MIN_SECONDS = 1;

  /**
   * With readings that are off by 3 %, 30 windows give idle power and rise to about 10 %, if their
   * loads differ by a tenth of the machine (standard deviation).
   */
  static final int MIN_WINDOWS_OF_LINE = 30;

  /** The least standard deviation of the loads, as a share of the machine. */
  private static final double MIN_SPREAD = 0.1;

  /** A measured window: mean power in W, and the machine's share of throughput; NaN if unknown. */
  private record Window(double watts, double load) {

    boolean knowsLoad() {
      return !Double.isNaN(load);
    }
  }

  private final DoubleUnaryOperator model;
  private final int logicalCpus;
  private final double usualLoad = Coefficients.utilisationOfVirtualMachine();
  private final Deque<Window> windows = new ArrayDeque<>(WINDOWS);

  /** The window at the quiet rank of those above; before the first one, power without an end. */
  private Window quiet = new Window(Double.POSITIVE_INFINITY, Double.NaN);

  /**
   * Creates a split that has seen no window.
   *
   * @param model the power in W, at a load from 0 to 1, of what the meter measures. Its shape
   *     decides; its level does not matter
   * @param logicalCpus number of CPUs of the machine, at least 1
   */
  PowerSplit(DoubleUnaryOperator model, int logicalCpus) {
    this.model = model;
    this.logicalCpus = logicalCpus;
  }

  /**
   * Learns from a window. One of less than a second, or of unknown power, is left out.
   *
   * @param watts mean power in it, in W; NaN if unknown
   * @param load of the machine as a share of its throughput, from 0 to 1; NaN if unknown
   * @param seconds its length
   */
  void learn(double watts, double load, double seconds) {
    if (!(watts > 0 && Double.isFinite(watts) && seconds >= MIN_SECONDS)) {
      return;
    }
    if (windows.size() == WINDOWS) {
      windows.removeFirst();
    }
    windows.addLast(new Window(watts, load >= 0 && load <= 1 ? load : Double.NaN));
    quiet =
        windows.stream()
            .sorted(Comparator.comparingDouble(Window::watts))
            .skip((long) (QUIET_RANK * windows.size()))
            .findFirst()
            .orElseThrow();
  }

  /**
   * Returns the power in W that a window would have drawn without any work; at most its own power.
   *
   * @param watts mean power in the window, in W
   * @param load of the machine in it, from 0 to 1; NaN if unknown
   */
  double floorWatts(double watts, double load) {
    double ownFloor = watts * idleShare(load);
    // A window with less load than the quietest ones knows better.
    double floor =
        load < quiet.load
            ? ownFloor
            : quiet.knowsLoad()
                ? quiet.watts * idleShare(quiet.load)
                : Math.min(quiet.watts, ownFloor);
    return Math.min(watts, floor);
  }

  /** Returns the part of the model's power at this load that is idle power. */
  private double idleShare(double load) {
    double watts = model.applyAsDouble(Double.isNaN(load) ? usualLoad : load);
    return watts > 0 ? Math.max(0, model.applyAsDouble(0)) / watts : 1;
  }

  /**
   * Returns the power on the straight line through the measured power and load (least squares).
   * Empty before there are enough windows whose loads differ enough, and where power did not rise
   * with load.
   *
   * @param busyCpus number of busy CPUs, which a machine without readings may only assume
   * @param workPerCpuSecond the work of a CPU-second, in CPU-seconds of a fully busy machine
   */
  Optional<MachinePower> line(double busyCpus, double workPerCpuSecond) {
    List<Window> known = windows.stream().filter(Window::knowsLoad).toList();
    if (known.size() < MIN_WINDOWS_OF_LINE) {
      return Optional.empty();
    }
    double meanLoad = known.stream().mapToDouble(Window::load).average().orElseThrow();
    double meanWatts = known.stream().mapToDouble(Window::watts).average().orElseThrow();
    double variance = 0;
    double covariance = 0;
    for (Window window : known) {
      double difference = window.load - meanLoad;
      variance += difference * difference / known.size();
      covariance += difference * (window.watts - meanWatts) / known.size();
    }
    double rise = covariance / variance;
    double idle = meanWatts - rise * meanLoad;
    return variance >= MIN_SPREAD * MIN_SPREAD && rise > 0 && idle > 0
        ? Optional.of(new MachinePower(idle, rise / logicalCpus * workPerCpuSecond, busyCpus))
        : Optional.empty();
  }
}
