// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.regression;

import io.xfootprint.ledger.AgeMeans;
import io.xfootprint.ledger.BatchMeans;
import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Compares two versions route by route, so that another mix of routes changes nothing.
 *
 * <p>The means of the logarithms are compared, those of batches of requests, at the same age of the
 * route: see {@link BatchMeans} and {@link Distribution}. Two things make them differ by accident.
 * Requests differ, which the spread of the batches tells. And processes of equal builds differ, as
 * the JVM compiles them in different ways; that is known by measurement:
 *
 * <pre>{@code
 * z = (mean - mean before) / sqrt(sum over both versions of (variance / batches + process^2 / processes))
 * }</pre>
 *
 * <p>A route has moved if the chance of such a z, times the number of all comparisons, is below
 * {@value #MOST_FALSE} (Bonferroni's correction), and the change is large enough to matter. So one
 * pair of equal versions in a hundred has a false finding. Immutable.
 */
public final class VersionComparison {

  /** The chance of any false finding between two equal versions. */
  static final double MOST_FALSE = 0.01;

  /** More would look more certain than the measurements behind it are. */
  private static final double MOST_CONFIDENCE = 0.9999;

  /** What there is to know of an amount before two versions are compared. */
  @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
  enum Amount {
    /**
     * Processes of one build differ by 1.6 to 7.8 %. Other work on the machine adds to that: alone
     * on it, one took 26 % less CPU time for a request than beside two others.
     */
    CPU(0.075, 0.05, AgeMeans::cpuNanos),
    /**
     * They differ by 0.1 to 1.2 %, and two of them by up to 3.6 %, as code is compiled otherwise.
     */
    BYTES(0.007, 0.04, AgeMeans::allocatedBytes);

    private final double process;
    private final double least;
    private final Function<AgeMeans, BatchMeans> means;

    Amount(double process, double least, Function<AgeMeans, BatchMeans> means) {
      this.process = process;
      this.least = least;
      this.means = means;
    }
  }

  private final VersionCosts version;
  private final VersionCosts before;
  private final int comparisons;

  private VersionComparison(VersionCosts version, VersionCosts before) {
    this.version = version;
    this.before = before;
    comparisons =
        Amount.values().length
            * (int)
                version.routes().keySet().stream()
                    .filter(route -> isOne(route) && before.routes().containsKey(route))
                    .count();
  }

  /** Returns the change of each route that both versions have, what has moved most first. */
  public static List<RouteChange> of(VersionCosts version, VersionCosts before) {
    VersionComparison comparison = new VersionComparison(version, before);
    List<RouteChange> changes = new ArrayList<>();
    for (Map.Entry<String, Distribution> route : version.routes().entrySet()) {
      Distribution then = before.routes().get(route.getKey());
      if (then != null && isOne(route.getKey())) {
        changes.add(comparison.route(route.getKey(), route.getValue(), then));
      }
    }
    changes.sort(
        Comparator.comparing(RouteChange::hasMoved)
            .thenComparing(RouteChange::isRegression)
            .thenComparing(RouteChange::confidence)
            .reversed()
            .thenComparing(RouteChange::route));
    return changes;
  }

  /** Returns whether a label is of one route; what others stand for changes with every request. */
  private static boolean isOne(String label) {
    return !label.equals(Route.OTHER.label()) && !Route.isOfNobody(label);
  }

  private RouteChange route(String label, Distribution now, Distribution then) {
    return new RouteChange(
        label,
        version.version(),
        before.version(),
        change(Amount.CPU, now, then),
        change(Amount.BYTES, now, then),
        meanEnergy(now) / meanEnergy(then) - 1);
  }

  private static double meanEnergy(Distribution distribution) {
    return distribution.energyNanojoules() > 0
        ? (double) distribution.energyNanojoules() / distribution.requests()
        : Double.NaN;
  }

  /** Compares at the oldest age that both have been through. */
  private Change change(Amount amount, Distribution now, Distribution then) {
    for (int age = now.ages().size() - 1; age >= 0; age--) {
      BatchMeans means = amount.means.apply(now.ages().get(age));
      BatchMeans meansThen = amount.means.apply(then.ages().get(age));
      if (now.hasReached(age) && then.hasReached(age)) {
        double difference = means.mean() - meansThen.mean();
        double z =
            Math.abs(difference)
                / Math.sqrt(
                    accident(amount, means, now.processes())
                        + accident(amount, meansThen, then.processes()));
        double chance = Math.min(1, comparisons * Normal.beyond(z));
        return new Change(
            Math.expm1(difference),
            Math.min(MOST_CONFIDENCE, 1 - chance),
            chance < MOST_FALSE && Math.abs(difference) >= amount.least);
      }
    }
    return Change.UNKNOWN;
  }

  /** Returns the variance of the mean of a version by accident alone. */
  private static double accident(Amount amount, BatchMeans means, long processes) {
    return means.variance() / means.batches()
        + amount.process * amount.process / Math.max(1, processes);
  }
}
