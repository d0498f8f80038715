// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Fault;
import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.DistributionText;
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

  /** Where the store itself fails, the books tell that the next time. */
  private static final int TOLD = 2;

  private static final Logger log = LoggerFactory.getLogger(VersionWriter.class);

  private final VersionTables tables;
  private final String version;
  private final Supplier<Map<String, Distribution>> distributions;
  private final Consumer<RouteChange> changes;

  private long instance;
  private int failures;

  /** What was counted under the number of an earlier instance, whose rows others keep. */
  private Map<String, Distribution> base = Map.of();

  /** What is written of each route. */
  private final Map<String, Written> written = new HashMap<>();

  /** The number at the last look; a route that has come to rest is written as it is. */
  private Map<String, Long> seen = Map.of();

  /**
   * What is written of a route.
   *
   * @param requests those in its row
   * @param sinceStart all that the process had counted by then, as text: a tenth of its size
   */
  private record Written(long requests, String sinceStart) {}

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
      if (failures >= TOLD) {
        log.info("What this version costs is stored again");
      }
      failures = 0;
    } catch (SQLException | RuntimeException e) {
      if (++failures == TOLD) {
        log.warn(
            "What this version costs cannot be stored ({}), so versions are not compared; it is tried"
                + " again each time",
            Fault.of(e).text());
      }
    }
  }

  private void write(long number, boolean last) throws SQLException {
    Map<String, Distribution> now = distributions.get();
    if (number != instance) {
      Map<String, Distribution> kept = new HashMap<>(base);
      written.forEach((route, row) -> kept.put(route, DistributionText.read(row.sinceStart())));
      base = kept;
      instance = number;
      written.clear();
    }
    Map<String, Distribution> due = new HashMap<>();
    now.forEach(
        (route, sinceStart) -> {
          Distribution before = base.get(route);
          Distribution own = before == null ? sinceStart : sinceStart.since(before);
          if (isDue(route, sinceStart, own.requests(), last)) {
            due.put(route, own);
          }
        });
    seen = requests(now);
    if (!due.isEmpty()) {
      tables.write(version, number, due);
      due.forEach(
          (route, own) ->
              written.put(
                  route,
                  new Written(
                      own.requests(), DistributionText.write(now.getOrDefault(route, own)))));
    }
  }

  private static Map<String, Long> requests(Map<String, Distribution> routes) {
    Map<String, Long> requests = new HashMap<>();
    routes.forEach((route, distribution) -> requests.put(route, distribution.requests()));
    return requests;
  }

  private boolean isDue(String route, Distribution sinceStart, long requests, boolean last) {
    Written row = written.get(route);
    long before = row == null ? 0 : row.requests();
    boolean rests = sinceStart.requests() == seen.getOrDefault(route, -1L);
    return requests - before > (last || rests ? 0 : before * GROWTH);
  }
}
