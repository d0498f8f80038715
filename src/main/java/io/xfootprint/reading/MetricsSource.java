// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.model.Electricity;
import io.xfootprint.model.EnergyMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/**
 * Makes the readings that metrics systems get. Each reading closes a window first, so that routes
 * and all other lines are of the same moment. Safe for use by many threads; no request waits for
 * it.
 */
public final class MetricsSource {

  private final FootprintMonitor monitor;
  private final InstantSource clock;

  /** The most that the background has been. */
  private Sums background = Sums.NONE;

  /** Creates a source of the figures of a monitor. */
  public MetricsSource(FootprintMonitor monitor, InstantSource clock) {
    this.monitor = monitor;
    this.clock = clock;
  }

  /** Reads all figures. */
  public synchronized MetricsReading read() {
    LedgerSnapshot books = monitor.closedBooks();
    Statement sums = books.sums();
    Electricity electricity = monitor.setup().model().electricity();
    Instant now = clock.instant();
    return new MetricsReading(
        neverFalling(sums),
        books.watts(),
        sums.coverage(),
        AvoidableEnergy.of(monitor, books).share(),
        electricity.pue(),
        electricity.grid().at(now).intensity().gramsPerKilowattHour(),
        monitor
            .liveIntensity()
            .map(live -> live.silence(monitor.setup().started(), now).toMillis() / 1000.0)
            .orElse(Double.NaN),
        books.process().method().map(EnergyMethod::label).orElse("unknown"));
  }

  /**
   * Returns sums that are never less than at the last reading. The background falls when a request
   * ends, as what the request had used moves to its route; a metrics system would take that for a
   * restart and count all of it again.
   */
  private Statement neverFalling(Statement sums) {
    if (!sums.knows(CostCategory.BACKGROUND)) {
      return sums;
    }
    background = background.max(sums.line(CostCategory.BACKGROUND));
    Map<CostCategory, Sums> lines = new EnumMap<>(sums.lines());
    lines.put(CostCategory.BACKGROUND, background);
    return new Statement(lines, sums.routes());
  }

  /** Returns how many routes there are by now, which takes no reading. */
  public int routes() {
    return monitor.ledger().routes();
  }

  /** Returns the version of X-Footprint, as its jar has it; {@code unknown} if it has none. */
  public String version() {
    String version = MetricsSource.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  /** Returns the version of the application. */
  public String applicationVersion() {
    return monitor.setup().settings().version().value();
  }

  /** Returns the place on the grid, such as {@code aws/eu-west-1}. */
  public String location() {
    return monitor.setup().settings().place().location().value().name();
  }
}
