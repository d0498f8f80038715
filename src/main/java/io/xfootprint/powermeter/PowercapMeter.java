// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The meter of a powercap tree, which adds up the energy counters of packages and their memory. The
 * tree is RAPL of Intel and AMD on Linux, or one that a host shares with its guest, as Scaphandre
 * does.
 *
 * <p>Since 2020 only root may read the counters, because they reveal what other processes do
 * (CVE-2020-8694, CVE-2020-12912). This class does not work around that.
 */
final class PowercapMeter implements EnergyMeter {

  /** Twice the design power of the largest server processors of 2026, which is 500 W. */
  private static final double MAX_WATTS_OF_ZONE = 1000;

  /**
   * Two counters closer than this are one counter that is shown twice. Where Linux names dies
   * apart, each die of AMD shows the counter of its package, while Intel's have their own. Two
   * readings of one counter differ by up to some J at 500 W, if another thread runs in between. Two
   * counters of up to 65.5 kJ come as close by chance once in 3,000 times.
   */
  private static final double SAME_COUNTER_JOULES = 10;

  private final List<EnergyCounter> counters;
  private final boolean shared;
  private final String description;

  /** Time since the last reading of all counters that gave a figure. */
  private double seconds;

  private PowercapMeter(List<EnergyCounter> counters, boolean shared, String description) {
    this.counters = counters;
    this.shared = shared;
    this.description = description;
  }

  static EnergyMeter at(Path root, boolean shared, TextSource source) {
    PowercapTree tree = new PowercapTree(root, source);
    // A guest's zone may show its share of a whole host.
    double maxWatts = shared ? WattsFile.MAX_WATTS : MAX_WATTS_OF_ZONE;
    List<EnergyCounter> counters =
        tree.counted().stream().map(zone -> new EnergyCounter(zone, maxWatts, source)).toList();
    if (counters.isEmpty()) {
      String psys = tree.hasPsys() ? ", and psys is not reliable" : "";
      return new NoEnergyMeter("no package zone in " + root + psys);
    }
    // Part of the zones would be part of the machine, which nobody could see in the figures.
    for (EnergyCounter counter : counters) {
      if (!counter.read()) {
        return unreadable(counter.file(), source);
      }
    }
    List<EnergyCounter> different = withoutMirrors(counters);
    return new PowercapMeter(different, shared, describe(root, different));
  }

  private static EnergyMeter unreadable(Path file, TextSource source) {
    try {
      source.read(file);
      return new NoEnergyMeter(file + " is not a number");
    } catch (IOException | SecurityException e) {
      return NoEnergyMeter.unreadable(file, e);
    }
  }

  /** Leaves out each counter that shows the same as an earlier die of its package. */
  private static List<EnergyCounter> withoutMirrors(List<EnergyCounter> counters) {
    List<EnergyCounter> different = new ArrayList<>();
    for (EnergyCounter counter : counters) {
      if (different.stream().noneMatch(other -> mirrors(counter, other))) {
        different.add(counter);
      }
    }
    return List.copyOf(different);
  }

  private static boolean mirrors(EnergyCounter counter, EnergyCounter other) {
    return counter.zone().isDieOf(other.zone())
        && Math.abs(counter.reading() - other.reading()) <= SAME_COUNTER_JOULES;
  }

  private static String describe(Path root, List<EnergyCounter> counters) {
    String zones =
        counters.stream()
            .map(counter -> counter.zone().label())
            .collect(Collectors.joining(", ", "RAPL ", ""));
    return root.equals(POWERCAP) ? zones : zones + " in " + root;
  }

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  public boolean isOfPackages() {
    return true;
  }

  @Override
  public boolean isShared() {
    return shared;
  }

  @Override
  public boolean measuresMemory() {
    // The memory of each package has one counter, or none.
    long packages = counters.stream().filter(counter -> counter.zone().isPackage()).count();
    return counters.size() >= 2 * packages;
  }

  @Override
  public double joulesSinceLast(double elapsedSeconds) {
    seconds += elapsedSeconds > 0 ? elapsedSeconds : Double.NaN;
    if (!counters.stream().allMatch(EnergyCounter::read)
        || counters.stream().anyMatch(PowercapMeter::isStuck)) {
      return Double.NaN;
    }
    double joules = 0;
    for (EnergyCounter counter : counters) {
      joules += counter.joules(seconds);
      counter.restart();
    }
    // More time than since the last call has passed where calls in between have failed.
    double share = elapsedSeconds / seconds;
    seconds = 0;
    return joules * share;
  }

  /**
   * Returns whether a counter is broken. That of unused memory may stand still, but a package
   * always draws power.
   */
  private static boolean isStuck(EnergyCounter counter) {
    return counter.zone().isPackage() && counter.isUnchanged();
  }

  @Override
  public String description() {
    return description;
  }
}
