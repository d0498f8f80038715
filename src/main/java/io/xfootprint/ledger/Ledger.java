// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
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

  private final LongSupplier nanoTime;
  private final BoundedMap<Route, Line> routes;
  private final Line other = new Line();
  private final RunningTotal total = new RunningTotal();

  private volatile OtherInstances elsewhere = OtherInstances.NOWHERE;

  // The rest belongs to the closing of windows, which takes this object's lock.
  private final Line background = new Line();
  private final Line idle = new Line();
  private final Line memory = new Line();
  private final Line embodied = new Line();
  private ProcessTotals process = ProcessTotals.UNKNOWN;
  private final BooksHistory hour;
  private final BooksHistory day;

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
    hour = new BooksHistory(Duration.ofHours(1), Duration.ofMinutes(1), now);
    day = new BooksHistory(Duration.ofDays(1), Duration.ofMinutes(15), now);
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
    Line line = routes.get(route);
    if (line == null) {
      return routes.isFull() ? other.sinceStart() : Totals.NONE;
    }
    return line.sinceStart();
  }

  /** Counts a request as failed; once for each that is. */
  public void countError(Route route) {
    line(route).countError();
  }

  private Line line(Route route) {
    Line line = routes.getOrAdd(route, Line::new);
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
            .map(Line::sinceStart)
            .reduce(Totals.NONE, Totals::plus));
    keepReadings(nanoTime.getAsLong());
  }

  private void keepReadings(long now) {
    Stream.concat(
            routes.entries().values().stream(),
            Stream.of(other, background, idle, memory, embodied))
        .forEach(line -> line.keep(now));
    Map<CostCategory, Totals> lines = lines();
    hour.keep(now, lines);
    day.keep(now, lines);
  }

  private Totals ofRequests() {
    return routes.entries().values().stream()
        .map(Line::sinceStart)
        .reduce(other.sinceStart(), Totals::plus);
  }

  /** Returns the lines that are known, since the start. */
  private Map<CostCategory, Totals> lines() {
    Map<CostCategory, Totals> lines = new EnumMap<>(CostCategory.class);
    lines.put(CostCategory.REQUESTS, ofRequests());
    if (process.isKnown()) {
      lines.put(CostCategory.BACKGROUND, background.sinceStart());
    }
    if (process.knowsIdle()) {
      lines.put(CostCategory.IDLE, idle.sinceStart());
      lines.put(CostCategory.EMBODIED, embodied.sinceStart());
    }
    if (process.knowsMemory()) {
      lines.put(CostCategory.MEMORY, memory.sinceStart());
    }
    return lines;
  }

  /** Returns the last hour of this process by minutes, as far back as it goes. */
  public synchronized List<BooksSlice> lastHour() {
    return hour.slices(nanoTime.getAsLong(), lines());
  }

  /** Returns the last day of this process by quarters of an hour, as far back as it goes. */
  public synchronized List<BooksSlice> lastDay() {
    return day.slices(nanoTime.getAsLong(), lines());
  }

  /** Returns the books as they are now. */
  public synchronized LedgerSnapshot snapshot() {
    long now = nanoTime.getAsLong();
    Map<Route, Periods> lines = new TreeMap<>();
    routes.entries().forEach((route, line) -> lines.put(route, line.periods(now)));
    if (routes.isFull()) {
      Periods periods = other.periods(now);
      if (periods.sinceStart().requests() > 0) {
        lines.put(Route.OTHER, periods);
      }
    }
    return new LedgerSnapshot(
        Collections.unmodifiableMap(lines),
        background.periods(now),
        idle.periods(now),
        memory.periods(now),
        embodied.periods(now),
        process,
        elsewhere);
  }
}
