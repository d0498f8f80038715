// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import io.xfootprint.upstream.UpstreamSum;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What this process has cost since it started, and what other instances of the application cost.
 *
 * <p>Requests only add, without a lock. Readers take a {@link LedgerSnapshot}. The number of routes
 * is bounded: all beyond the bound are one, {@code (other)}. Safe for use by many threads.
 */
public final class Ledger {

  static final Duration HOUR = Duration.ofHours(1);
  static final Duration DAY = Duration.ofDays(1);

  private final LongSupplier nanoTime;
  private final BoundedMap<Route, RouteCounters> routes;
  private final RouteCounters other = new RouteCounters(Route.OTHER.label());
  private final RunningTotal total = new RunningTotal();
  private final DearestRequests dearest;
  private final Tenants tenants;

  private volatile OtherInstances elsewhere = OtherInstances.NOWHERE;

  // Only the closing of windows uses these, with this object's lock.
  private final RouteCounters background = new RouteCounters("background");
  private final RouteCounters idle = new RouteCounters("idle");
  private final RouteCounters memory = new RouteCounters("memory");
  private final RouteCounters embodied = new RouteCounters("embodied");
  private final GridBook grids = new GridBook();
  private ProcessTotals process = ProcessTotals.UNKNOWN;
  private final History hour;
  private final History day;

  /**
   * Creates an empty ledger.
   *
   * @param maxRoutes number of routes that have counters of their own, at least 1
   * @param nanoTime a clock in ns that never goes back, such as {@link System#nanoTime}
   */
  public Ledger(int maxRoutes, LongSupplier nanoTime) {
    this(
        maxRoutes,
        nanoTime,
        new DearestRequests(false, InstantSource.system()),
        new Tenants(1, InstantSource.system()));
  }

  /** Creates an empty ledger that keeps the dearest requests and the cost of tenants too. */
  public Ledger(int maxRoutes, LongSupplier nanoTime, DearestRequests dearest, Tenants tenants) {
    if (maxRoutes < 1) {
      throw new IllegalArgumentException("maxRoutes must be >= 1, but was " + maxRoutes);
    }
    routes = new BoundedMap<>(maxRoutes);
    this.nanoTime = nanoTime;
    this.dearest = dearest;
    this.tenants = tenants;
    long now = nanoTime.getAsLong();
    hour = new History(HOUR, Duration.ofMinutes(1), now);
    day = new History(DAY, Duration.ofMinutes(15), now);
  }

  /** Returns the running total for the header. */
  public RunningTotal total() {
    return total;
  }

  /** Returns the dearest requests of the last hour. */
  public DearestRequests dearest() {
    return dearest;
  }

  /** Takes what the application has cost in other processes. */
  public void setOtherInstances(OtherInstances others) {
    elsewhere = others;
    total.setOtherInstances(others);
  }

  /** Adds a part of a request's cost to its route. */
  public void add(Route route, Footprint footprint) {
    line(route).add(footprint);
  }

  /** Counts a request. The caller calls this once for each, however many parts its cost has. */
  public void countRequest(Route route, boolean knowsCpu, boolean knowsBytes, boolean estimated) {
    line(route).countRequest(Footprint.NONE, knowsCpu, knowsBytes, estimated);
  }

  /**
   * Returns the sums of the counters that a route has; nothing as long as it has none.
   *
   * @param route null if it is not known yet
   */
  public Totals sinceStart(@Nullable Route route) {
    if (route == null) {
      return Totals.NONE;
    }
    RouteCounters line = routes.get(route);
    if (line == null) {
      return routes.isFull() ? other.sinceStart() : Totals.NONE;
    }
    return line.sinceStart();
  }

  /** Counts a request as failed. The caller calls this once for each failed request. */
  public void countError(Route route) {
    line(route).countError();
  }

  /**
   * Returns the line of a route, or that of all others once there are too many. Who books several
   * things to a route asks once.
   */
  public RouteCounters line(Route route) {
    RouteCounters line = routes.get(route);
    if (line == null) {
      line = routes.getOrAdd(route, () -> new RouteCounters(route.label()));
    }
    return line == null ? other : line;
  }

  /**
   * Returns the line of a request.
   *
   * @param tenant null if it is of none
   */
  public Line line(Route route, @Nullable String tenant) {
    RouteCounters ofRoute = line(route);
    return tenant == null ? ofRoute : tenants.line(ofRoute, tenant);
  }

  /**
   * Closes the books of a window: the background is what requests leave of the process's use.
   *
   * <p>A request is booked when its passes end. What it has used until then counts as background,
   * and the next close after its end takes that back. Requests may be ahead of the process, as its
   * clock goes in steps and requests are charged by the rates of the window before. The background
   * is 0 then, and the next close makes up for it.
   *
   * @param window cost of the window; if its CPU time is not known, the background stays as it is
   */
  public synchronized void closeWindow(WindowCost window) {
    Totals requests = ofRequests();
    process = process.plus(window, requests);
    if (process.isKnown()) {
      background.set(process.beyondRequests());
    }
    idle.add(window.idle());
    memory.add(window.memory());
    embodied.add(window.embodied());
    Totals beyond = sum(List.of(background, idle, memory, embodied));
    total.setBeyondRequests(beyond);
    grids.add(window.grid(), requests.energyNanojoules() + beyond.energyNanojoules());
    long now = nanoTime.getAsLong();
    dearest.nextMinute();
    tenants.turn(requests);
    hour.keep(now, this::reading);
    day.keep(now, this::reading);
  }

  private Totals ofRequests() {
    return sum(routes.entries().values()).plus(other.sinceStart());
  }

  private static Totals sum(Collection<RouteCounters> lines) {
    Totals sum = Totals.NONE;
    for (RouteCounters line : lines) {
      sum = sum.plus(line.sinceStart());
    }
    return sum;
  }

  private LedgerReading reading(long now) {
    Map<Route, Totals> ofRoutes = new TreeMap<>();
    routes.entries().forEach((route, line) -> ofRoutes.put(route, line.sinceStart()));
    Totals ofOthers = other.sinceStart();
    if (ofOthers.requests() > 0) {
      ofRoutes.put(Route.OTHER, ofOthers);
    }
    Map<CostCategory, Totals> beyond = new EnumMap<>(CostCategory.class);
    if (process.isKnown()) {
      beyond.put(CostCategory.BACKGROUND, background.sinceStart());
    }
    if (process.knowsIdle()) {
      beyond.put(CostCategory.IDLE, idle.sinceStart());
      beyond.put(CostCategory.EMBODIED, embodied.sinceStart());
    }
    if (process.knowsMemory()) {
      beyond.put(CostCategory.MEMORY, memory.sinceStart());
    }
    return new LedgerReading(now, ofRoutes, beyond, grids.uses());
  }

  /** Returns the number of routes that have counters of their own. */
  public int routes() {
    return routes.entries().size();
  }

  /** Returns the books of this moment. */
  public synchronized LedgerSnapshot snapshot() {
    long now = nanoTime.getAsLong();
    // Before the routes, which then have all that tenants have.
    List<TenantReading> ofTenants = tenants.read();
    return new LedgerSnapshot(
        reading(now),
        hour.readings(now),
        day.readings(now),
        process,
        elsewhere,
        upstream(),
        ofTenants);
  }

  /**
   * Returns how the cost of each route is distributed over its requests, by label. It copies 2 kB
   * for each route.
   */
  public Map<String, Distribution> distributions() {
    Map<String, Distribution> read = new TreeMap<>();
    routes.entries().forEach((route, line) -> distribute(read, route, line));
    distribute(read, Route.OTHER, other);
    return read;
  }

  /** Returns what the calls of each route have cost elsewhere since the start, by its label. */
  public Map<String, UpstreamSum> upstream() {
    Map<String, UpstreamSum> read = new TreeMap<>();
    routes.entries().forEach((route, line) -> addUpstream(read, route, line));
    addUpstream(read, Route.OTHER, other);
    return read;
  }

  private static void addUpstream(Map<String, UpstreamSum> read, Route route, RouteCounters line) {
    UpstreamSum sum = line.upstream();
    if (!sum.isNone()) {
      read.merge(route.label(), sum, UpstreamSum::plus);
    }
  }

  private static void distribute(Map<String, Distribution> read, Route route, RouteCounters line) {
    Distribution distribution = line.distribution().read();
    if (distribution.requests() > 0) {
      read.merge(route.label(), distribution, Distribution::plus);
    }
  }

  /**
   * Returns what requests have cost for nothing since the start, by reason and route. All requests
   * to a route that only probes ask for, or that nobody has, count as such, whatever their answers.
   *
   * @param isProbe whether a route, by its label, is for health probes
   */
  public List<AvoidableCost> avoidable(Predicate<String> isProbe) {
    List<AvoidableCost> costs = new ArrayList<>();
    for (RouteCounters line : lines()) {
      Optional<Avoidable> ofAll =
          Route.isOfNobody(line.label())
              ? Optional.of(Avoidable.UNMATCHED)
              : isProbe.test(line.label()) ? Optional.of(Avoidable.PROBE) : Optional.empty();
      Totals all = line.sinceStart();
      if (ofAll.isEmpty()) {
        costs.addAll(line.avoidable());
      } else if (all.requests() > 0) {
        costs.add(
            new AvoidableCost(ofAll.get(), line.label(), all.requests(), all.energyNanojoules()));
      }
    }
    return costs;
  }

  private List<RouteCounters> lines() {
    List<RouteCounters> lines = new ArrayList<>(routes.entries().values());
    lines.add(other);
    return lines;
  }
}
