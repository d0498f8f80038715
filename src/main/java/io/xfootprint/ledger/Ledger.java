// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What the application has cost since it started.
 *
 * <p>Requests only add, without a lock; readers pull a {@link LedgerSnapshot}. The number of lines
 * is bounded: routes beyond the bound are summed as {@code (other)}. Safe for use by many threads.
 */
public final class Ledger {

  static final Duration HOUR = Duration.ofHours(1);
  static final Duration DAY = Duration.ofDays(1);

  private final LongSupplier nanoTime;
  private final BoundedMap<Route, RouteCounters> routes;
  private final RouteCounters other = new RouteCounters();
  private final RunningTotal total = new RunningTotal();

  private volatile OtherInstances elsewhere = OtherInstances.NOWHERE;

  // The rest belongs to the closing of windows, which takes this object's lock.
  private final RouteCounters background = new RouteCounters();
  private final RouteCounters idle = new RouteCounters();
  private final RouteCounters memory = new RouteCounters();
  private final RouteCounters embodied = new RouteCounters();
  private ProcessTotals process = ProcessTotals.UNKNOWN;
  private final History hour;
  private final History day;

  /**
   * Opens a ledger.
   *
   * @param maxRoutes number of routes that get a line of their own, at least 1
   * @param nanoTime a clock in ns that never goes back, such as {@link System#nanoTime}
   */
  public Ledger(int maxRoutes, LongSupplier nanoTime) {
    if (maxRoutes < 1) {
      throw new IllegalArgumentException("maxRoutes must be >= 1, but was " + maxRoutes);
    }
    routes = new BoundedMap<>(maxRoutes);
    this.nanoTime = nanoTime;
    long now = nanoTime.getAsLong();
    hour = new History(HOUR, Duration.ofMinutes(1), now);
    day = new History(DAY, Duration.ofMinutes(15), now);
  }

  /** Returns the running total for the header. */
  public RunningTotal total() {
    return total;
  }

  /** Tells what the application has cost in other processes. */
  public void setOtherInstances(OtherInstances others) {
    elsewhere = others;
    total.setOtherInstances(others);
  }

  /** Adds a part of a request's cost to its route. */
  public void add(Route route, Footprint footprint) {
    line(route).add(footprint);
  }

  /** Counts a request; once for each, however many parts its cost comes in. */
  public void countRequest(Route route, boolean knowsCpu, boolean knowsBytes, boolean estimated) {
    line(route).countRequest(knowsCpu, knowsBytes, estimated);
  }

  /** Returns the sums of the line that a route is booked to; nothing as long as it has none. */
  public Totals sinceStart(Route route) {
    RouteCounters line = routes.get(route);
    if (line == null) {
      return routes.isFull() ? other.sinceStart() : Totals.NONE;
    }
    return line.sinceStart();
  }

  /** Counts a request as failed; once for each that is. */
  public void countError(Route route) {
    line(route).countError();
  }

  private RouteCounters line(Route route) {
    RouteCounters line = routes.getOrAdd(route, RouteCounters::new);
    return line == null ? other : line;
  }

  /**
   * Closes the books of a window: the background is what is left of the process.
   *
   * <p>A request is booked as its passes end, so what it has used until then counts as background
   * for the time being, and the next close after its end takes that back. The process's clock goes
   * in steps, and requests are charged by the rates of the window before, so requests may be ahead
   * of the process: that is carried to the next close, and the background is never less than 0.
   *
   * @param window what the window cost; unknown CPU time leaves the background as it is
   */
  public synchronized void closeWindow(WindowCost window) {
    process = process.plus(window, ofRequests());
    if (process.isKnown()) {
      background.set(process.beyondRequests());
    }
    idle.add(window.idle());
    memory.add(window.memory());
    embodied.add(window.embodied());
    total.setBeyondRequests(
        Stream.of(background, idle, memory, embodied)
            .map(RouteCounters::sinceStart)
            .reduce(Totals.NONE, Totals::plus));
    long now = nanoTime.getAsLong();
    hour.keep(now, this::reading);
    day.keep(now, this::reading);
  }

  private Totals ofRequests() {
    return routes.entries().values().stream()
        .map(RouteCounters::sinceStart)
        .reduce(other.sinceStart(), Totals::plus);
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
    return new LedgerReading(now, ofRoutes, beyond);
  }

  /** Returns the books as they are now. */
  public synchronized LedgerSnapshot snapshot() {
    long now = nanoTime.getAsLong();
    return new LedgerSnapshot(
        reading(now), hour.readings(now), day.readings(now), process, elsewhere);
  }
}
