// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * What an application has cost over a period, by category and by route. It covers one process or
 * many, and comes from memory or from a store.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param lines the sums of each category that is known; those of requests cover all routes
 * @param routes the sums of each route by its label; empty if there are only lines
 * @param grids what each source of carbon intensities has priced, by its name; empty if not known.
 *     What windows have added that are closed
 */
public record Statement(
    Map<CostCategory, Sums> lines, Map<String, Sums> routes, Map<String, GridUse> grids) {

  /** A statement in which nothing is known. */
  public static final Statement NONE = new Statement(Map.of());

  /** Keeps the lines in the order of their categories. */
  public Statement {
    Map<CostCategory, Sums> copy = new EnumMap<>(CostCategory.class);
    copy.putAll(lines);
    lines = Collections.unmodifiableMap(copy);
    routes = Collections.unmodifiableMap(routes);
    grids = Collections.unmodifiableMap(grids);
  }

  /** Creates a statement that does not know what priced its energy. */
  public Statement(Map<CostCategory, Sums> lines, Map<String, Sums> routes) {
    this(lines, routes, Map.of());
  }

  /** Creates a statement without routes. */
  public Statement(Map<CostCategory, Sums> lines) {
    this(lines, Map.of());
  }

  /** Returns the same with what each source of carbon intensities has priced. */
  public Statement withGrids(Map<String, GridUse> uses) {
    return new Statement(lines, routes, uses);
  }

  /**
   * Creates a statement whose line of requests is the sum of its routes. What that line has beyond
   * them goes to {@code (other)}, as it is of requests whose route is not known.
   */
  public static Statement of(Map<CostCategory, Sums> lines, Map<String, Sums> routes) {
    Statement told = new Statement(lines, routes);
    Sums missing = told.line(CostCategory.REQUESTS).minus(sum(routes)).max(Sums.NONE);
    Map<String, Sums> all = new HashMap<>(routes);
    if (!missing.isNone()) {
      all.merge(Route.OTHER.label(), missing, Sums::plus);
    }
    return told.withRoutes(all, UnaryOperator.identity());
  }

  /**
   * Returns the lines of this with the sums of tenants in place of routes. Each gets its part of
   * the ranges of all requests. What all requests have beyond tenants is {@code (other)}.
   *
   * <p>Tenants never have more than all requests. A request that is booked while a month or a
   * reading begins may be in one and not in the other; the dearest tenants have less then.
   *
   * @param tenants without ranges
   */
  public Statement byTenant(Map<String, Sums> tenants) {
    Sums all = line(CostCategory.REQUESTS);
    Sums excess = sum(tenants).minus(all).max(Sums.NONE);
    Map<String, Sums> parts = new HashMap<>();
    // Each has the range of it and those before, less theirs: so no rounding is left to the others.
    Sums before = Sums.NONE;
    for (Map.Entry<String, Sums> each : largestEnergyFirst(tenants)) {
      Sums part = each.getValue().minus(excess).max(Sums.NONE);
      excess = excess.minus(each.getValue().minus(part));
      Sums upTo = before.plus(part).withinThoseOf(all);
      parts.put(each.getKey(), upTo.minus(before));
      before = upTo;
    }
    return of(lines, parts).withGrids(grids);
  }

  /** Returns whether a category is known. */
  public boolean knows(CostCategory category) {
    return lines.containsKey(category);
  }

  /** Returns whether a figure of a category is known. */
  public boolean knows(CostCategory category, Metric metric) {
    if (category == CostCategory.REQUESTS) {
      return metric.isKnown(line(category));
    }
    // Every process allocates, so 0 B mean that its bytes are not known.
    boolean isUnknownBackground =
        category == CostCategory.BACKGROUND
            && metric == Metric.ALLOCATED_BYTES
            && line(category).get(metric).signum() <= 0;
    return knows(category) && !isUnknownBackground;
  }

  /** Returns the sums of a category; nothing if it is not known. */
  public Sums line(CostCategory category) {
    return lines.getOrDefault(category, Sums.NONE);
  }

  /** Returns the sums of a route; nothing if it has none. */
  public Sums route(String label) {
    return routes.getOrDefault(label, Sums.NONE);
  }

  /**
   * Returns the full cost: the sum of all categories. Its emissions are the operational ones of all
   * energy and embodied ones. What requests alone have caused is their {@link #line}.
   */
  public Sums full() {
    return sum(lines);
  }

  /**
   * Returns whether the full cost is known, and not only what requests cause: background and idle
   * power need figures of the whole process. Memory may be missing in it.
   */
  public boolean knowsFull() {
    return knows(CostCategory.BACKGROUND) && knows(CostCategory.IDLE);
  }

  private static Sums sum(Map<?, Sums> parts) {
    return parts.values().stream().reduce(Sums.NONE, Sums::plus);
  }

  /** Returns the sum of both. */
  public Statement plus(Statement other) {
    Map<String, GridUse> uses = new HashMap<>(grids);
    other.grids.forEach((source, use) -> uses.merge(source, use, GridUse::plus));
    return new Statement(plus(lines, other.lines), plus(routes, other.routes), uses);
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
    return new Statement(leftOfLines, left, GridUse.beyond(grids, other.grids));
  }

  /** Returns this with each sum changed; those of routes as sums of requests. */
  Statement map(BiFunction<CostCategory, Sums, Sums> change) {
    Map<CostCategory, Sums> changed = new HashMap<>(lines);
    changed.replaceAll(change);
    return new Statement(changed, Map.of(), grids)
        .withRoutes(routes, sums -> change.apply(CostCategory.REQUESTS, sums));
  }

  /**
   * Returns the lines of this with routes. The line of requests is then the sum of the routes, as
   * each of them may be rounded by itself.
   *
   * @param change applied to the sums of each route
   */
  Statement withRoutes(Map<String, Sums> added, UnaryOperator<Sums> change) {
    Map<String, Sums> changed = new HashMap<>(added);
    changed.replaceAll((label, sums) -> change.apply(sums));
    Map<CostCategory, Sums> agreeing = new HashMap<>(lines);
    if (!changed.isEmpty()) {
      agreeing.put(CostCategory.REQUESTS, sum(changed));
    }
    return new Statement(agreeing, changed, grids);
  }

  /**
   * Returns the full cost of some requests: their own cost and their part of what no request has
   * caused, by CPU time. Where none is known of any request the part goes by their number.
   *
   * @param some sums of a part of the requests of this statement
   */
  public Sums full(Sums some) {
    Sums requests = line(CostCategory.REQUESTS);
    return some.plus(new Spread(requests).part(full().minus(requests), some));
  }

  /**
   * Returns the cost of each route, the largest energy first. The full costs of all routes add up
   * exactly to that of the application, unless there was no request to share it.
   *
   * <p>In this order each route gets what it and those before it share, rounded towards 0, less
   * what those before it share. So the rest of each division goes to a later route.
   */
  public List<RouteCost> routesByEnergy() {
    Sums all = sum(routes);
    Spread spread = new Spread(all);
    Sums ofMachine = line(CostCategory.EMBODIED);
    Sums ofOthers = full().minus(all).minus(ofMachine);
    double energy = number(all, Metric.ENERGY_NANOJOULES);
    List<RouteCost> costs = new ArrayList<>();
    Sums requests = Sums.NONE;
    Sums embodied = Sums.NONE;
    Sums others = Sums.NONE;
    for (Map.Entry<String, Sums> route : largestEnergyFirst(routes)) {
      Sums own = route.getValue();
      requests = requests.plus(own);
      Sums embodiedBefore = embodied;
      Sums othersBefore = others;
      embodied = spread.part(ofMachine, requests);
      others = spread.part(ofOthers, requests);
      Sums ofRoute = embodied.minus(embodiedBefore);
      Sums full = own.plus(others.minus(othersBefore)).plus(ofRoute);
      boolean isShared = own.knowsCpu() || !full.equals(own);
      costs.add(
          new RouteCost(
              route.getKey(),
              own,
              full,
              ofRoute,
              knowsFull() && isShared,
              number(own, Metric.ENERGY_NANOJOULES) / energy));
    }
    return costs;
  }

  private static List<Map.Entry<String, Sums>> largestEnergyFirst(Map<String, Sums> parts) {
    return parts.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, Sums> route) ->
                        route.getValue().get(Metric.ENERGY_NANOJOULES))
                .reversed()
                .thenComparing(Map.Entry::getKey))
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
    double gcShare =
        knows(CostCategory.BACKGROUND, Metric.ALLOCATED_BYTES)
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
