// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/**
 * What an application has cost over a period, by category and by route. It covers one process or
 * many, and comes from memory or from a store.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param lines the sums of each category that is known; those of requests cover all routes
 * @param routes the sums of each route by its label; empty if there are only lines
 */
public record Statement(Map<CostCategory, Sums> lines, Map<String, Sums> routes) {

  /** A statement in which nothing is known. */
  public static final Statement NONE = new Statement(Map.of());

  /** Keeps the lines in the order of their categories. */
  public Statement {
    Map<CostCategory, Sums> copy = new EnumMap<>(CostCategory.class);
    copy.putAll(lines);
    lines = Collections.unmodifiableMap(copy);
    routes = Collections.unmodifiableMap(routes);
  }

  /** Creates a statement without routes. */
  public Statement(Map<CostCategory, Sums> lines) {
    this(lines, Map.of());
  }

  /** Returns whether a category is known. */
  public boolean knows(CostCategory category) {
    return lines.containsKey(category);
  }

  /** Returns the sums of a category; nothing if it is not known. */
  public Sums line(CostCategory category) {
    return lines.getOrDefault(category, Sums.NONE);
  }

  /** Returns the sums of a route; nothing if it has none. */
  public Sums route(String label) {
    return routes.getOrDefault(label, Sums.NONE);
  }

  /** Returns the sum of all categories, embodied emissions included. */
  public Sums total() {
    return lines.values().stream().reduce(Sums.NONE, Sums::plus);
  }

  /** Returns the sum of all categories except embodied emissions: the cost of electricity. */
  public Sums operational() {
    return total().minus(line(CostCategory.EMBODIED));
  }

  /** Returns the sum of both. */
  public Statement plus(Statement other) {
    return new Statement(plus(lines, other.lines), plus(routes, other.routes));
  }

  private static <K> Map<K, Sums> plus(Map<K, Sums> some, Map<K, Sums> others) {
    Map<K, Sums> sums = new HashMap<>(some);
    others.forEach((key, more) -> sums.merge(key, more, Sums::plus));
    return sums;
  }

  /**
   * Returns this less another statement, without the routes that are equal in both. Lines and
   * routes that only the other one has are left out.
   */
  public Statement minus(Statement other) {
    return less(other, Sums::minus);
  }

  /** Returns the part of this that exceeds another statement, which is never less than 0. */
  public Statement beyond(Statement other) {
    return less(other, (own, theirs) -> own.minus(theirs).max(Sums.NONE));
  }

  private Statement less(Statement other, BinaryOperator<Sums> minus) {
    Map<String, Sums> left = new HashMap<>();
    routes.forEach(
        (label, own) -> {
          Sums rest = minus.apply(own, other.route(label));
          if (!rest.isNone()) {
            left.put(label, rest);
          }
        });
    Map<CostCategory, Sums> leftOfLines = new HashMap<>(lines);
    leftOfLines.replaceAll((category, own) -> minus.apply(own, other.line(category)));
    return new Statement(leftOfLines, left);
  }

  /** Returns this with each sum changed; those of routes as sums of requests. */
  Statement map(BiFunction<CostCategory, Sums, Sums> change) {
    Map<CostCategory, Sums> changed = new HashMap<>(lines);
    changed.replaceAll(change);
    Map<String, Sums> changedRoutes = new HashMap<>(routes);
    changedRoutes.replaceAll((label, sums) -> change.apply(CostCategory.REQUESTS, sums));
    return new Statement(changed, changedRoutes);
  }

  /**
   * Returns the full cost of some work: its own cost and its share, by CPU time, of idle power,
   * memory and embodied emissions. The full costs of all routes and of the background add up to the
   * total, except for rounding. Without any CPU time nothing is shared.
   *
   * @param work sums of routes or of the background
   */
  public Sums full(Sums work) {
    Sums ofTime =
        line(CostCategory.IDLE).plus(line(CostCategory.MEMORY)).plus(line(CostCategory.EMBODIED));
    return work.plus(share(ofTime, work));
  }

  /** Returns the share of a category that belongs to some work, by its CPU time. */
  public Sums share(CostCategory category, Sums work) {
    return share(line(category), work);
  }

  private Sums share(Sums shared, Sums work) {
    BigInteger cpuNanos =
        line(CostCategory.REQUESTS).plus(line(CostCategory.BACKGROUND)).get(Metric.CPU_NANOS);
    return cpuNanos.signum() > 0 ? shared.times(work.get(Metric.CPU_NANOS), cpuNanos) : Sums.NONE;
  }

  /** Returns the cost of each route, the largest energy first. */
  public List<RouteCost> routesByEnergy() {
    BigInteger all =
        routes.values().stream()
            .map(sums -> sums.get(Metric.ENERGY_NANOJOULES))
            .reduce(BigInteger.ZERO, BigInteger::add);
    return routes.entrySet().stream()
        .map(
            route ->
                new RouteCost(
                    route.getKey(),
                    route.getValue(),
                    full(route.getValue()),
                    route.getValue().get(Metric.ENERGY_NANOJOULES).doubleValue()
                        / all.doubleValue()))
        .sorted(
            Comparator.comparing((RouteCost cost) -> cost.own().get(Metric.ENERGY_NANOJOULES))
                .reversed()
                .thenComparing(RouteCost::label))
        .toList();
  }

  /**
   * Returns the part of the CPU time that requests explain, with their share of garbage collection,
   * from 0 to 1; NaN if the background is not known or there was no CPU time.
   */
  public double coverage() {
    Sums requests = line(CostCategory.REQUESTS);
    Sums background = line(CostCategory.BACKGROUND);
    Sums all = requests.plus(background);
    double cpuNanos = number(all, Metric.CPU_NANOS);
    if (!knows(CostCategory.BACKGROUND) || cpuNanos == 0) {
      return Double.NaN;
    }
    // Every process allocates, so 0 B mean that its bytes are not known.
    double gcShare =
        number(background, Metric.ALLOCATED_BYTES) > 0
            ? number(requests, Metric.ALLOCATED_BYTES) / number(all, Metric.ALLOCATED_BYTES)
            : 0;
    double explained =
        number(requests, Metric.CPU_NANOS) + number(background, Metric.GC_CPU_NANOS) * gcShare;
    return Math.min(1, explained / cpuNanos);
  }

  private static double number(Sums sums, Metric metric) {
    return sums.get(metric).doubleValue();
  }
}
