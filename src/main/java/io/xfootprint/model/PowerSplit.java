// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Learns from measured power, window by window, how much of it the machine takes when idle, and
 * what each busy CPU adds.
 *
 * <p>The floor is what the quietest windows took, less what the model says of their load, so that a
 * machine that was never idle is split by the model, and one that was is split by what was
 * measured:
 *
 * <pre>{@code
 * floor = W(quiet) x P(0) / P(u(quiet))     P: the model's power at a load
 * }</pre>
 *
 * <p>For use by one thread at a time.
 */
final class PowerSplit {

  /** An hour of windows of 10 s: long enough for a quiet moment, short enough to forget. */
  static final int WINDOWS = 360;

  /** A rank instead of the least: a single bad reading must not set the floor for an hour. */
  private static final double QUIET_RANK = 0.05;

  /** A counter that moves each ms tells a second to 0.1 %; one collection may fill less. */
  private static final double MIN_SECONDS = 1;

  /**
   * With readings that are off by 3 %, 30 windows with loads that differ by a tenth of the machine
   * (standard deviation) tell idle power and rise to about 10 %.
   */
  static final int MIN_WINDOWS_OF_LINE = 30;

  private static final double MIN_SPREAD = 0.1;

  private record Window(double watts, double busyShare) {

    boolean knowsLoad() {
      return !Double.isNaN(busyShare);
    }
  }

  private final PowerModel model;
  private final int logicalCpus;
  private final double usualLoad = Coefficients.utilisationOfVirtualMachine();
  private final Deque<Window> windows = new ArrayDeque<>(WINDOWS);
  private Window quiet = new Window(Double.POSITIVE_INFINITY, Double.NaN);

  /**
   * Has learnt nothing yet.
   *
   * @param model tells how power rises with load; only its shape counts
   * @param logicalCpus of the machine, at least 1
   */
  PowerSplit(PowerModel model, int logicalCpus) {
    this.model = model;
    this.logicalCpus = logicalCpus;
  }

  /**
   * Takes in a window. Those of less than a second, and those whose power is unknown, teach
   * nothing.
   *
   * @param watts mean power in it, in W; NaN if unknown
   * @param busyShare of the machine's CPU time, from 0 to 1; NaN if unknown
   * @param seconds how long it was
   */
  void learn(double watts, double busyShare, double seconds) {
    boolean teaches = watts > 0 && Double.isFinite(watts) && seconds >= MIN_SECONDS;
    if (!teaches) {
      return;
    }
    if (windows.size() == WINDOWS) {
      windows.removeFirst();
    }
    windows.addLast(new Window(watts, busyShare >= 0 && busyShare <= 1 ? busyShare : Double.NaN));
    quiet =
        windows.stream()
            .sorted(Comparator.comparingDouble(Window::watts))
            .skip((long) (QUIET_RANK * windows.size()))
            .findFirst()
            .orElseThrow();
  }

  /**
   * Returns the power in W that a window would have taken without any work: at most what it took.
   *
   * @param watts mean power in the window, in W
   * @param busyShare of the machine's CPU time in it, from 0 to 1; NaN if unknown
   */
  double floorWatts(double watts, double busyShare) {
    double ownFloor = watts * idleShare(busyShare);
    // A window with less load than the quietest ones is the better witness.
    double floor =
        busyShare < quiet.busyShare
            ? ownFloor
            : quiet.knowsLoad()
                ? quiet.watts * idleShare(quiet.busyShare)
                : Math.min(quiet.watts, ownFloor);
    return Math.min(watts, floor);
  }

  /** Returns the part of the model's power that is idle power. */
  private double idleShare(double busyShare) {
    double load = Double.isNaN(busyShare) ? usualLoad : busyShare;
    double watts = model.watts(load);
    return watts > 0 ? model.watts(0) / watts : 1;
  }

  /**
   * Returns the line through power and load (least squares); empty before there are enough windows
   * with loads that differ enough, and where power did not rise with load.
   */
  Optional<PowerLine> line() {
    List<Window> known = windows.stream().filter(Window::knowsLoad).toList();
    if (known.size() < MIN_WINDOWS_OF_LINE) {
      return Optional.empty();
    }
    double meanShare = known.stream().mapToDouble(Window::busyShare).average().orElseThrow();
    double meanWatts = known.stream().mapToDouble(Window::watts).average().orElseThrow();
    double variance = 0;
    double covariance = 0;
    for (Window window : known) {
      double difference = window.busyShare - meanShare;
      variance += difference * difference / known.size();
      covariance += difference * (window.watts - meanWatts) / known.size();
    }
    double rise = covariance / variance;
    double idle = meanWatts - rise * meanShare;
    return variance >= MIN_SPREAD * MIN_SPREAD && rise > 0 && idle > 0
        ? Optional.of(new PowerLine(idle, rise / logicalCpus))
        : Optional.empty();
  }
}
