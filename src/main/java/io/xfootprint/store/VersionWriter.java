// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Fault;
import io.xfootprint.ledger.Distribution;
import io.xfootprint.regression.RouteChange;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes how the cost of each route of this process is distributed, and reports what the running
 * version has changed. The books do not depend on it.
 *
 * <p>For use by one thread, which may block in the store.
 */
final class VersionWriter {

  /** More requests by this part make a row worth writing: ten times as many are 24 writes. */
  private static final double GROWTH = 0.1;

  private static final Logger log = LoggerFactory.getLogger(VersionWriter.class);

  private final VersionTables tables;
  private final String version;
  private final Supplier<Map<String, Distribution>> distributions;
  private final Consumer<RouteChange> changes;

  private long instance;
  private boolean fails;

  /** What is in the rows of an earlier instance, under which this process wrote. */
  private Map<String, Distribution> base = Map.of();

  private Map<String, Distribution> written = Map.of();

  /** What was there the last time; a route that has come to rest is written as it is. */
  private Map<String, Distribution> seen = Map.of();

  /**
   * Creates a writer that has written nothing.
   *
   * @param version of the application that this process runs
   * @param distributions returns those of this process since its start, by route
   * @param changes takes each change that is found, once over all instances
   */
  VersionWriter(
      VersionTables tables,
      String version,
      Supplier<Map<String, Distribution>> distributions,
      Consumer<RouteChange> changes) {
    this.tables = tables;
    this.version = version;
    this.distributions = distributions;
    this.changes = changes;
  }

  /**
   * Writes what has grown, and looks for changes. What fails is tried again the next time.
   *
   * @param number the instance under which this process writes its books
   * @param last whether this is the last time
   */
  void run(long number, boolean last) {
    try {
      write(number, last);
      tables.newChanges(version, last).forEach(changes);
      fails = false;
    } catch (SQLException | RuntimeException e) {
      if (!fails) {
        fails = true;
        log.warn(
            "What this version costs cannot be stored ({}), so versions are not compared; it is tried"
                + " again each time",
            Fault.of(e).text());
      }
    }
  }

  private void write(long number, boolean last) throws SQLException {
    if (number != instance) {
      instance = number;
      base = written;
      written = Map.of();
    }
    Map<String, Distribution> now = distributions.get();
    Map<String, Distribution> due = new HashMap<>();
    now.forEach(
        (route, distribution) -> {
          if (isDue(route, distribution, last)) {
            Distribution before = base.get(route);
            due.put(route, before == null ? distribution : distribution.since(before));
          }
        });
    seen = now;
    if (due.isEmpty()) {
      return;
    }
    tables.write(version, number, due);
    Map<String, Distribution> stored = new HashMap<>(written);
    due.keySet().forEach(route -> stored.put(route, now.getOrDefault(route, Distribution.NONE)));
    written = stored;
  }

  private boolean isDue(String route, Distribution distribution, boolean last) {
    Distribution before = written.get(route);
    if (before == null) {
      return true;
    }
    long requests = distribution.requests();
    long more = requests - before.requests();
    boolean rests = requests == seen.getOrDefault(route, Distribution.NONE).requests();
    return more > (last || rests ? 0 : before.requests() * GROWTH);
  }
}
